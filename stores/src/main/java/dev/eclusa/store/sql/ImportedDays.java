package dev.eclusa.store.sql;

import dev.eclusa.store.ImportedUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of the daily sums was taken over from another gateway: with its rows ({@code rest} 0), or only as sums, because it no
 * longer had the rows ({@code rest} 1). Knowing both, taking over again changes nothing.
 */
final class ImportedDays {
    private static final String AMOUNTS = "requests, failed, input_tokens, output_tokens, cached_tokens, cost_nanos";
    private static final String NOTE = """
            INSERT INTO imported_days (day, labels, tag, rest, requests, failed, input_tokens, output_tokens, cached_tokens,
              cost_nanos) VALUES (?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (day, labels, tag, rest) DO UPDATE SET requests = imported_days.requests + excluded.requests,
              failed = imported_days.failed + excluded.failed,
              input_tokens = imported_days.input_tokens + excluded.input_tokens,
              output_tokens = imported_days.output_tokens + excluded.output_tokens,
              cached_tokens = imported_days.cached_tokens + excluded.cached_tokens,
              cost_nanos = imported_days.cost_nanos + excluded.cost_nanos""";

    private ImportedDays() {}

    /** A day of some labels; with a tag, only of the calls that carry it. */
    record Place(long day, long labels, String tag) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byDay = Long.compare(day, other.day);
            int byLabels = byDay == 0 ? Long.compare(labels, other.labels) : byDay;
            return byLabels == 0 ? tag.compareTo(other.tag) : byLabels;
        }
    }

    /** What was used there. */
    record Amount(long requests, long failed, long input, long output, long cached, long nanos) {
        static final Amount NONE = new Amount(0, 0, 0, 0, 0, 0);

        static Amount of(ImportedUse use) {
            return new Amount(
                    use.requests(),
                    use.failed(),
                    use.inputTokens(),
                    use.outputTokens(),
                    use.cachedTokens(),
                    use.costNanos());
        }

        Amount plus(Amount other) {
            return new Amount(
                    requests + other.requests,
                    failed + other.failed,
                    input + other.input,
                    output + other.output,
                    cached + other.cached,
                    nanos + other.nanos);
        }

        Amount minus(Amount other) {
            return new Amount(
                    requests - other.requests,
                    failed - other.failed,
                    input - other.input,
                    output - other.output,
                    cached - other.cached,
                    nanos - other.nanos);
        }

        /** The same with nothing below zero. */
        Amount orNothing() {
            return new Amount(
                    Math.max(0, requests),
                    Math.max(0, failed),
                    Math.max(0, input),
                    Math.max(0, output),
                    Math.max(0, cached),
                    Math.max(0, nanos));
        }
    }

    /** Whether there is neither an account nor a call. */
    static boolean isNew(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT (SELECT count(*) FROM (SELECT 1 FROM accounts LIMIT 1) a)"
                                + " + (SELECT count(*) FROM (SELECT 1 FROM daily LIMIT 1) d)")) {
            found.next();
            return found.getLong(1) == 0;
        }
    }

    /** Notes what was taken over with its rows. */
    static void note(Connection connection, Map<Place, Amount> amounts) throws SQLException {
        note(connection, amounts, 0);
    }

    private static void note(Connection connection, Map<Place, Amount> amounts, int rest) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
            for (Map.Entry<Place, Amount> entry : amounts.entrySet()) {
                insert.setLong(1, entry.getKey().day());
                insert.setLong(2, entry.getKey().labels());
                insert.setString(3, entry.getKey().tag());
                insert.setInt(4, rest);
                bind(insert, entry.getValue());
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement insert, Amount amount) throws SQLException {
        insert.setLong(5, amount.requests());
        insert.setLong(6, amount.failed());
        insert.setLong(7, amount.input());
        insert.setLong(8, amount.output());
        insert.setLong(9, amount.cached());
        insert.setLong(10, amount.nanos());
    }

    /** Adds what rows do not explain to the sums of a day; answers how many requests that are now. */
    static long complete(Connection connection, Dictionary<Labels> dictionary, long day, List<ImportedUse> uses)
            throws SQLException {
        Map<Place, Amount> said = new TreeMap<>();
        Map<Long, String> keys = new HashMap<>();
        try (PreparedStatement upsert = connection.prepareStatement(Labels.UPSERT)) {
            for (ImportedUse use : uses) {
                long labels = dictionary.number(upsert, Labels.of(use.labels()));
                keys.put(labels, use.labels().key());
                said.merge(new Place(day, labels, use.tag()), Amount.of(use), Amount::plus);
            }
        }
        Map<Place, Amount> rows = noted(connection, day, 0, keys);
        Map<Place, Amount> before = noted(connection, day, 1, keys);
        Map<Place, Amount> rest = ImportedRest.of(said, rows, keys);
        Map<Place, Amount> added = new TreeMap<>();
        rest.forEach((place, amount) -> {
            Amount more = amount.minus(before.getOrDefault(place, Amount.NONE));
            if (!more.equals(Amount.NONE)) {
                added.put(place, more);
            }
        });
        DailySums.addWithoutRows(connection, added);
        note(connection, added, 1);
        return rest.entrySet().stream()
                .filter(entry -> entry.getKey().tag().isEmpty())
                .mapToLong(entry -> entry.getValue().requests())
                .sum();
    }

    private static Map<Place, Amount> noted(Connection connection, long day, int rest, Map<Long, String> keys)
            throws SQLException {
        Map<Place, Amount> noted = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT i.labels, i.tag, " + AMOUNTS
                + ", l.key_name FROM imported_days i JOIN labels l ON l.id = i.labels"
                + " WHERE i.day = ? AND i.rest = ?")) {
            select.setLong(1, day);
            select.setInt(2, rest);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    keys.put(found.getLong(1), found.getString(9));
                    noted.put(new Place(day, found.getLong(1), found.getString(2)), amount(found));
                }
            }
        }
        return noted;
    }

    private static Amount amount(ResultSet found) throws SQLException {
        return new Amount(
                found.getLong(3),
                found.getLong(4),
                found.getLong(5),
                found.getLong(6),
                found.getLong(7),
                found.getLong(8));
    }
}
