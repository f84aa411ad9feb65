package dev.eclusa.store.sql;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server that several gateways may share; our tables live in its schema {@code eclusa}. Three connections:
 * the ledger's writer, one that changes accounts, one that reads; each is opened again after it broke.
 */
public final class PostgresDatabase extends Database {
    /** Number of the advisory lock under which schema and accounts are changed: "eclusa" in ASCII. */
    static final long LOCK = 0x65636C757361L;

    /**
     * Questions are written in the order they are best answered in, which is SQLite's way. Without this a page of a thousand
     * rows out of a million took seven seconds until the server had looked at the new rows, and 26 ms after.
     */
    private static final String IN_THE_ORDER_WRITTEN = "SET join_collapse_limit = 1; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off; SET enable_sort = off; SET jit = off";

    private final PostgresConnection writer;
    private final PostgresConnection keeper;
    private final PostgresConnection reader;
    private final CallWriter calls = new CallWriter(CallNumbers::ofSequence);

    /**
     * Opens it, creating or upgrading its tables.
     *
     * @throws SQLException when it cannot be reached, or the tables cannot be brought up to date
     */
    public PostgresDatabase(PostgresAddress address) throws SQLException {
        super(Flavor.POSTGRES);
        writer = new PostgresConnection(address, "");
        keeper = new PostgresConnection(address, "");
        reader = new PostgresConnection(address, IN_THE_ORDER_WRITTEN);
        keeper.transaction(connection -> {
            Schema.migrateServer(connection);
            return connection;
        });
    }

    @Override
    <T> T writing(Work<T> work) throws SQLException {
        return writer.transaction(work);
    }

    @Override
    <T> T keeping(Work<T> work) throws SQLException {
        return keeper.transaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            }
            return work.on(connection);
        });
    }

    @Override
    <T> T reading(Work<T> work) throws SQLException {
        return reader.transaction(work);
    }

    @Override
    CallWriter calls() {
        return calls;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** A commit has reached the server's disk already. */
    @Override
    public void secure() {}

    @Override
    public void close() throws SQLException {
        try (PostgresConnection first = reader;
                PostgresConnection second = keeper;
                PostgresConnection third = writer) {
            third.close();
            second.close();
            first.close();
        }
    }
}
