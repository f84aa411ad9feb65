package dev.eclusa.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The embedded database: one connection that writes, one that reads, each used under its own lock.
 *
 * <p>Measured by {@code LedgerBenchmark} over a million usual calls in batches of 1,000, two cores shared with other work:
 * 10 µs of processor time and 163 bytes a row. That holds for call ids that begin with the time; random ones cost 37 µs,
 * because each then changes a page of its own in the index.
 */
public final class SqliteDatabase extends Database {
    private final Connection writer;
    private final Connection reader;
    private final CallWriter calls;

    /** Opens the file, creating or upgrading its tables. */
    public SqliteDatabase(Path file) throws SQLException {
        super(Flavor.SQLITE);
        writer = connect(file);
        try {
            writing(connection -> {
                Schema.migrateFile(connection);
                return connection;
            });
            calls = new CallWriter(CallNumbers.afterNewest(writer));
            reader = connect(file);
        } catch (SQLException failed) {
            writer.close();
            throw failed;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.NOMUTEX); // each connection has a lock of ours
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(5000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=-8000");
            statement.execute("PRAGMA wal_autocheckpoint=4000");
        }
        return connection;
    }

    /** Copies a file as it is at one moment, also while it is written to. */
    public static void copy(Path from, Path to) throws SQLException {
        try (Connection connection = connect(from);
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, to.toString());
            statement.execute();
        }
    }

    /** Throws unless a file is a sound database of ours. */
    public static void check(Path file) throws SQLException {
        if (!file.toFile().isFile()) {
            throw new SQLException("there is no such file");
        }
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM daily, calls WHERE 0")) {
            found.next();
        }
    }

    /**
     * A transaction begun and ended in SQLite's own words: when the disk is full it has rolled back already, which the
     * driver would not notice and then never begin another.
     */
    @Override
    <T> T writing(Work<T> work) throws SQLException {
        synchronized (writer) {
            execute("BEGIN IMMEDIATE");
            try {
                T result = work.on(writer);
                execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack();
                throw failed;
            }
        }
    }

    @Override
    <T> T keeping(Work<T> work) throws SQLException {
        return writing(work);
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException doneAlready) {
            System.getLogger("eclusa.store")
                    .log(System.Logger.Level.DEBUG, "Nothing to roll back: {0}", doneAlready.getMessage());
        }
    }

    /** Prepared each time: the driver closes a statement that failed. */
    private void execute(String words) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(words);
        }
    }

    @Override
    <T> T reading(Work<T> work) throws SQLException {
        synchronized (reader) {
            return work.on(reader);
        }
    }

    @Override
    CallWriter calls() {
        return calls;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /** SQLite syncs its log before it moves pages. */
    @Override
    public void secure() throws SQLException {
        synchronized (writer) {
            execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (reader) {
            reader.close();
        }
        synchronized (writer) {
            writer.close();
        }
    }
}
