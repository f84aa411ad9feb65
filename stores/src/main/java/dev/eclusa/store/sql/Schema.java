package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, by version; {@code PRAGMA user_version} says how far a file has come, the table {@code versions} a server.
 *
 * <p>Texts that repeat are kept once, in {@code labels} (what calls are summed by) and {@code requests} (what was asked).
 * Rows are found by day through {@code daily}, which holds the first and last row of each sum, so that no index on time,
 * key or user is needed. {@code imported_days} says how much of the sums was taken over from another gateway.
 */
final class Schema {
    private static final List<List<String>> VERSIONS = List.of(
            List.of(
                    """
            CREATE TABLE labels (id INTEGER PRIMARY KEY, key_name TEXT NOT NULL, user_name TEXT NOT NULL,
              team TEXT NOT NULL, organization TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
              tier INTEGER NOT NULL, UNIQUE (key_name, user_name, team, organization, provider, model, tier))""",
                    """
            CREATE TABLE requests (id INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, requested_model TEXT NOT NULL,
              first_provider TEXT NOT NULL, first_model TEXT NOT NULL, streamed INTEGER NOT NULL,
              UNIQUE (endpoint, requested_model, first_provider, first_model, streamed))""",
                    """
            CREATE TABLE calls (id INTEGER PRIMARY KEY, call_id TEXT NOT NULL UNIQUE, request_id TEXT,
              began_at INTEGER NOT NULL, labels INTEGER NOT NULL, request INTEGER NOT NULL, address TEXT NOT NULL,
              outcome INTEGER NOT NULL, status INTEGER NOT NULL, input_tokens INTEGER NOT NULL,
              cached_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL,
              cache_write_hour_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
              reasoning_tokens INTEGER NOT NULL, audio_input_tokens INTEGER NOT NULL,
              audio_output_tokens INTEGER NOT NULL, estimated INTEGER NOT NULL, cost_nanos INTEGER,
              latency_ms INTEGER NOT NULL, first_token_ms INTEGER NOT NULL, cache TEXT NOT NULL, attempts TEXT NOT NULL,
              decision TEXT NOT NULL, estimated_input_tokens INTEGER NOT NULL,
              estimated_input_cost_nanos INTEGER NOT NULL)""",
                    "CREATE INDEX calls_by_request ON calls (request_id) WHERE request_id IS NOT NULL",
                    """
            CREATE TABLE daily (day INTEGER NOT NULL, labels INTEGER NOT NULL, requests INTEGER NOT NULL,
              tokens INTEGER NOT NULL, cost_nanos INTEGER NOT NULL, unpriced INTEGER NOT NULL,
              first_call INTEGER NOT NULL, last_call INTEGER NOT NULL, PRIMARY KEY (day, labels)) WITHOUT ROWID""",
                    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"),
            List.of("CREATE TABLE accounts (kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,"
                    + " PRIMARY KEY (kind, id)) WITHOUT ROWID"),
            List.of(
                    "ALTER TABLE accounts ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
                    "CREATE INDEX accounts_by_change ON accounts (changed)",
                    "ALTER TABLE daily ADD COLUMN input_tokens INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE daily ADD COLUMN output_tokens INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE daily ADD COLUMN cached_tokens INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE daily ADD COLUMN failed INTEGER NOT NULL DEFAULT 0",
                    "CREATE TABLE repeats (name TEXT PRIMARY KEY, text TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID",
                    """
            CREATE TABLE audit (number INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, address TEXT NOT NULL,
              action TEXT NOT NULL, status INTEGER NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL,
              PRIMARY KEY (number)) WITHOUT ROWID"""),
            List.of("ALTER TABLE calls ADD COLUMN tags TEXT NOT NULL DEFAULT ''", """
            CREATE TABLE daily_tags (day INTEGER NOT NULL, labels INTEGER NOT NULL, requests INTEGER NOT NULL,
              tokens INTEGER NOT NULL, cost_nanos INTEGER NOT NULL, unpriced INTEGER NOT NULL,
              first_call INTEGER NOT NULL, last_call INTEGER NOT NULL, input_tokens INTEGER NOT NULL,
              output_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, failed INTEGER NOT NULL, tag TEXT NOT NULL,
              PRIMARY KEY (day, labels, tag)) WITHOUT ROWID"""),
            List.of("""
            CREATE TABLE imported_days (day INTEGER NOT NULL, labels INTEGER NOT NULL, tag TEXT NOT NULL,
              rest INTEGER NOT NULL, requests INTEGER NOT NULL, failed INTEGER NOT NULL, input_tokens INTEGER NOT NULL,
              output_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, cost_nanos INTEGER NOT NULL,
              PRIMARY KEY (day, labels, tag, rest)) WITHOUT ROWID"""));

    /**
     * The oldest version whose program can still write what the newest reads. Raise it only with a change that an older
     * instance beside a newer one would break; columns with a default, tables and indexes do not.
     */
    private static final int TOLERATED_FROM = 2;

    private Schema() {}

    /** Brings a file up to date, within the transaction of the caller. */
    static void migrateFile(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            if (version > VERSIONS.size()) {
                throw new SQLException("eclusa.db was written by a newer version of Eclusa; use that one");
            }
            run(statement, version, Flavor.SQLITE);
            statement.execute("PRAGMA user_version=" + VERSIONS.size());
        }
    }

    /**
     * Brings a server's schema up to date, within the transaction of the caller, one instance at a time: all of it or
     * nothing.
     */
    static void migrateServer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + PostgresDatabase.LOCK + ")");
            statement.execute("CREATE SCHEMA IF NOT EXISTS eclusa");
            statement.execute("CREATE TABLE IF NOT EXISTS eclusa.versions (version BIGINT PRIMARY KEY,"
                    + " tolerated_from BIGINT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
            int version = number(statement, "SELECT coalesce(max(version), 0) FROM eclusa.versions");
            int tolerated = number(statement, "SELECT coalesce(max(tolerated_from), 0) FROM eclusa.versions");
            if (tolerated > VERSIONS.size()) {
                throw new SQLException("The schema eclusa is of version " + version
                        + ", which this Eclusa is too old for; use a newer one");
            }
            if (version < VERSIONS.size()) {
                run(statement, version, Flavor.POSTGRES);
                statement.execute("INSERT INTO eclusa.versions (version, tolerated_from) VALUES (" + VERSIONS.size()
                        + ", " + TOLERATED_FROM + ")");
            }
        }
    }

    private static void run(Statement statement, int version, Flavor flavor) throws SQLException {
        for (List<String> steps : VERSIONS.subList(Math.min(version, VERSIONS.size()), VERSIONS.size())) {
            for (String step : steps) {
                statement.execute(flavor.words(step));
            }
        }
    }

    private static int number(Statement statement, String question) throws SQLException {
        try (ResultSet found = statement.executeQuery(question)) {
            found.next();
            return found.getInt(1);
        }
    }
}
