package dev.eclusa.store.sqlite;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.UsageReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The embedded database: one connection that writes, one that reads, each used under its own lock. */
public final class Database implements AutoCloseable {
    private static final List<String> SCHEMA = List.of(
            """
            CREATE TABLE IF NOT EXISTS calls (call_id TEXT NOT NULL UNIQUE, request_id TEXT, began_at INTEGER NOT NULL,
              key_name TEXT NOT NULL, user_name TEXT NOT NULL, team TEXT NOT NULL, organization TEXT NOT NULL,
              address TEXT NOT NULL, endpoint TEXT NOT NULL, requested_model TEXT NOT NULL, provider TEXT NOT NULL,
              model TEXT NOT NULL, tier INTEGER NOT NULL, streamed INTEGER NOT NULL, outcome INTEGER NOT NULL,
              status INTEGER NOT NULL, input_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL,
              cache_write_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL,
              estimated INTEGER NOT NULL, cost_nanos INTEGER, latency_ms INTEGER NOT NULL,
              first_token_ms INTEGER NOT NULL, cache TEXT NOT NULL, attempts TEXT, decision TEXT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS daily (day TEXT NOT NULL, key_name TEXT NOT NULL, user_name TEXT NOT NULL,
              team TEXT NOT NULL, organization TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
              tier INTEGER NOT NULL, requests INTEGER NOT NULL, tokens INTEGER NOT NULL, cost_nanos INTEGER NOT NULL,
              PRIMARY KEY (day, key_name, user_name, team, organization, provider, model, tier)) WITHOUT ROWID""", "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");

    private final Connection writer;
    private final Connection reader;
    private final CallTable calls;
    private final CallReader rows;

    /** Opens the file, creating tables where they are missing. */
    public Database(Path file) throws SQLException {
        writer = connect(file);
        try (Statement statement = writer.createStatement()) {
            for (String table : SCHEMA) {
                statement.execute(table);
            }
        }
        writer.commit();
        reader = connect(file);
        calls = new CallTable(writer);
        rows = new CallReader(reader);
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("PRAGMA busy_timeout=5000");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    /** Stores rows and adds them to the daily sums; rows that are there already change nothing. */
    public void store(List<CallRow> settled) throws SQLException {
        synchronized (writer) {
            try {
                calls.write(settled);
            } catch (SQLException failed) {
                writer.rollback();
                throw failed;
            }
        }
    }

    /** Sums over days, both inclusive. */
    public UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) throws SQLException {
        synchronized (reader) {
            UsageReport report = rows.usage(start, end, organization);
            reader.commit();
            return report;
        }
    }

    /** Rows, newest first. */
    public List<CallRow> calls(CallQuery query) throws SQLException {
        synchronized (reader) {
            List<CallRow> found = rows.calls(query);
            reader.commit();
            return found;
        }
    }

    /** A small text kept under a name. */
    public Optional<String> state(String name) throws SQLException {
        synchronized (reader) {
            try (PreparedStatement select = reader.prepareStatement("SELECT value FROM state WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
                }
            } finally {
                reader.commit();
            }
        }
    }

    /** Keeps a small text under a name. */
    public void keep(String name, String value) throws SQLException {
        synchronized (writer) {
            try (PreparedStatement upsert = writer.prepareStatement(
                    "INSERT INTO state VALUES (?,?) ON CONFLICT DO UPDATE SET value = excluded.value")) {
                upsert.setString(1, name);
                upsert.setString(2, value);
                upsert.executeUpdate();
            }
            writer.commit();
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
