package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection to the server, used under a lock, opened when it is needed and again after it broke. */
final class PostgresConnection implements AutoCloseable {
    private final PostgresAddress address;
    private final String settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection open;

    /**
     * A connection yet to be opened.
     *
     * @param settings statements it begins with; empty for none
     */
    PostgresConnection(PostgresAddress address, String settings) {
        this.address = address;
        this.settings = settings;
    }

    /**
     * Does something in one transaction: all of it or nothing. A connection that fails for another reason than what was
     * asked of it is closed; an idle one may have been broken by a restart of the server, so work on one is tried again
     * on a fresh one if it never reached the server.
     */
    <T> T transaction(Database.Work<T> work) throws SQLException {
        lock.lock();
        try {
            boolean idle = open != null;
            try {
                return attempt(work);
            } catch (SQLException failed) {
                if (idle && open == null) {
                    return attempt(work);
                }
                throw failed;
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(Database.Work<T> work) throws SQLException {
        Connection connection = connected();
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failed) {
            rollBack(connection);
            throw failed;
        }
    }

    private Connection connected() throws SQLException {
        Connection known = open;
        if (known == null) {
            known = address.connect();
            if (!settings.isEmpty()) {
                try (Statement statement = known.createStatement()) {
                    statement.execute(settings);
                }
            }
            known.setAutoCommit(false);
            open = known;
        }
        return known;
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
            if (connection.isClosed()) {
                open = null;
            }
        } catch (SQLException broken) {
            open = null;
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException already) {
            System.getLogger("eclusa.store")
                    .log(System.Logger.Level.DEBUG, "A broken connection did not close: {0}", already.getMessage());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (open != null) {
                closeQuietly(open);
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
