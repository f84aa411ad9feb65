package dev.eclusa.app.litellm.database;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.sql.ForeignDatabase;
import dev.eclusa.store.sql.PostgresAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * LiteLLM's database as it is at one moment. Its tables and columns are those that are there: an older version has fewer.
 */
final class Source implements AutoCloseable {
    /** What every table of LiteLLM's begins with. */
    private static final String PREFIX = "LiteLLM_";

    /** The lock under which one process at a time takes it over: "litellm" in ASCII. */
    private static final long LOCK = 0x6C6974656C6C6DL;

    private final ForeignDatabase database;
    private final String schema;
    private Map<String, Set<String>> tables = Map.of();

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        void row(ObjectNode row) throws SQLException;
    }

    private Source(ForeignDatabase database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    static Source connect(PostgresAddress address, String schema) throws SQLException {
        return new Source(ForeignDatabase.open(address), schema);
    }

    /** Whether nobody else is taking it over; if so, nobody does until this is closed. */
    boolean tryLock() throws SQLException {
        return database.tryLock(LOCK);
    }

    /** Waits until nobody else is taking it over. */
    void lock() throws SQLException {
        database.lock(LOCK);
    }

    /** What is read from here on is as it is at one moment. */
    void begin() throws SQLException {
        database.begin();
        tables = new TreeMap<>(database.tables(schema));
    }

    /** Whether there is a database of LiteLLM's at all. */
    boolean isLitellm() {
        return tables.containsKey("LiteLLM_VerificationToken") && tables.containsKey("LiteLLM_UserTable");
    }

    /** LiteLLM's tables. */
    List<String> tables() {
        return tables.keySet().stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    /** The columns of a table; none where there is no such table. */
    Set<String> columns(String table) {
        return tables.getOrDefault(table, Set.of());
    }

    /** A table as a question names it. */
    String name(String table) {
        return quoted(schema) + "." + quoted(table);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Every row of a table, in the order of a column. */
    void rows(String table, String order, Rows rows) throws SQLException {
        ask("SELECT row_to_json(t)::text FROM " + name(table) + " t ORDER BY " + quoted(order), List.of(), rows);
    }

    /** The rows that answer a question, whose one column is JSON. */
    void ask(String sql, List<String> parameters, Rows rows) throws SQLException {
        database.each(sql, parameters, text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (JsonCodec.answer(bytes, 0, bytes.length) instanceof ObjectNode row) {
                rows.row(row);
            }
        });
    }

    /** How many rows a table has. */
    long count(String table) throws SQLException {
        long[] count = {0};
        database.each("SELECT count(*) FROM " + name(table), List.of(), text -> count[0] = Long.parseLong(text));
        return count[0];
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
