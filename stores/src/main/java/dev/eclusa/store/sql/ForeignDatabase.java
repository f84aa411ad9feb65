package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Another program's PostgreSQL database, as it is at one moment: read and never written, which the server sees to. Every
 * method waits. For one thread.
 */
public final class ForeignDatabase implements AutoCloseable {
    private static final int ROWS_AT_A_TIME = 1000;
    private static final String TIMEOUT_MILLIS = "600000";

    private final Connection connection;

    private ForeignDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Takes a row's only column. */
    @FunctionalInterface
    public interface Rows {
        /** A row. */
        void row(String text) throws SQLException;
    }

    /**
     * Connects.
     *
     * @throws SQLException when it cannot be reached
     */
    public static ForeignDatabase open(PostgresAddress address) throws SQLException {
        Connection connection = address.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = on");
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            statement.execute("SET statement_timeout = " + TIMEOUT_MILLIS);
            connection.setNetworkTimeout(Runnable::run, Integer.parseInt(TIMEOUT_MILLIS));
            return new ForeignDatabase(connection);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Takes a lock that ends with the connection, if nobody has it. To be called before {@link #begin}. */
    public boolean tryLock(long number) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_try_advisory_lock(" + number + ")")) {
            return found.next() && found.getBoolean(1);
        }
    }

    /** Waits for a lock that ends with the connection. To be called before {@link #begin}. */
    public void lock(long number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("SELECT pg_advisory_lock(" + number + ")");
            statement.execute("SET statement_timeout = " + TIMEOUT_MILLIS);
            connection.setNetworkTimeout(Runnable::run, Integer.parseInt(TIMEOUT_MILLIS));
        }
    }

    /** From here on everything is read as it is at one moment. */
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY");
        }
    }

    /** The tables of a schema, each with its columns. */
    public Map<String, Set<String>> tables(String schema) throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ?")) {
            select.setString(1, schema);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    tables.computeIfAbsent(found.getString(1), name -> new TreeSet<>())
                            .add(found.getString(2));
                }
            }
        }
        return tables;
    }

    /** Asks a question whose answer has one column, and tells the rows one by one; a NULL is left out. */
    public void each(String sql, List<String> parameters, Rows rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(ROWS_AT_A_TIME);
            for (int i = 0; i < parameters.size(); i++) {
                select.setString(i + 1, parameters.get(i));
            }
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    String text = found.getString(1);
                    if (!found.wasNull()) {
                        rows.row(text);
                    }
                }
            }
        } catch (SQLException failed) {
            connection.rollback(before);
            throw failed;
        }
        connection.releaseSavepoint(before);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
