package dev.eclusa.store.sql;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** What one transaction adds to the sums by day (UTC, of a call's begin) and labels. */
final class DailySums {
    static final long DAY_MILLIS = 86_400_000;
    private static final String ADD = """
            INSERT INTO %1$s (day, labels, requests, tokens, cost_nanos, unpriced, first_call, last_call, input_tokens,
              output_tokens, cached_tokens, failed%2$s)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?%3$s)
            ON CONFLICT (day, labels%2$s) DO UPDATE SET requests = %1$s.requests + excluded.requests,
              tokens = %1$s.tokens + excluded.tokens, cost_nanos = %1$s.cost_nanos + excluded.cost_nanos,
              unpriced = %1$s.unpriced + excluded.unpriced,
              input_tokens = %1$s.input_tokens + excluded.input_tokens,
              output_tokens = %1$s.output_tokens + excluded.output_tokens,
              cached_tokens = %1$s.cached_tokens + excluded.cached_tokens, failed = %1$s.failed + excluded.failed,
              first_call = CASE WHEN excluded.first_call < %1$s.first_call THEN excluded.first_call
                ELSE %1$s.first_call END,
              last_call = CASE WHEN excluded.last_call > %1$s.last_call THEN excluded.last_call
                ELSE %1$s.last_call END""";

    private static final String ADD_DAY = ADD.formatted("daily", "", "");
    private static final String ADD_TAGGED = ADD.formatted("daily_tags", ", tag", ",?");

    /** In order, so that two instances never wait for each other in a circle. */
    private final Map<Day, Sums> days = new TreeMap<>();

    private int rows;

    /** A day of some labels; with a tag, only of the calls that carry it. */
    private record Day(long day, long labels, String tag) implements Comparable<Day> {
        @Override
        public int compareTo(Day other) {
            int byDay = Long.compare(day, other.day);
            int byLabels = byDay == 0 ? Long.compare(labels, other.labels) : byDay;
            return byLabels == 0 ? tag.compareTo(other.tag) : byLabels;
        }
    }

    private static final class Sums {
        private long requests;
        private long tokens;
        private long nanos;
        private long unpriced;
        private long input;
        private long output;
        private long cached;
        private long failed;
        private long firstCall = Long.MAX_VALUE;
        private long lastCall;
    }

    /** How many rows were added. */
    int rows() {
        return rows;
    }

    /** What was added, by day, labels and tag. */
    Map<ImportedDays.Place, ImportedDays.Amount> amounts() {
        Map<ImportedDays.Place, ImportedDays.Amount> amounts = new TreeMap<>();
        days.forEach((day, sums) -> amounts.put(
                new ImportedDays.Place(day.day(), day.labels(), day.tag()),
                new ImportedDays.Amount(sums.requests, sums.failed, sums.input, sums.output, sums.cached, sums.nanos)));
        return amounts;
    }

    void add(long id, long labels, CallRow row) {
        rows++;
        long day = Math.floorDiv(row.begin().beganAtMillis(), DAY_MILLIS);
        add(id, row, days.computeIfAbsent(new Day(day, labels, ""), key -> new Sums()));
        for (String tag : row.begin().caller().tags()) {
            add(id, row, days.computeIfAbsent(new Day(day, labels, tag), key -> new Sums()));
        }
    }

    private static void add(long id, CallRow row, Sums sums) {
        sums.requests++;
        sums.tokens += row.usage().total();
        sums.input += row.usage().input();
        sums.output += row.usage().output();
        sums.cached += row.usage().cachedInput();
        sums.failed += row.outcome() == Outcome.SUCCESS ? 0 : 1;
        row.cost().ifPresentOrElse(cost -> sums.nanos += cost.nanos(), () -> sums.unpriced++);
        sums.firstCall = Math.min(sums.firstCall, id);
        sums.lastCall = Math.max(sums.lastCall, id);
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement plain = connection.prepareStatement(ADD_DAY);
                PreparedStatement tagged = connection.prepareStatement(ADD_TAGGED)) {
            for (Map.Entry<Day, Sums> entry : days.entrySet()) {
                String tag = entry.getKey().tag();
                PreparedStatement statement = tag.isEmpty() ? plain : tagged;
                bind(statement, entry.getKey(), entry.getValue());
                if (!tag.isEmpty()) {
                    statement.setString(13, tag);
                }
                statement.executeUpdate();
            }
        }
    }

    /** Adds to sums what no row stands behind. */
    static void addWithoutRows(Connection connection, Map<ImportedDays.Place, ImportedDays.Amount> amounts)
            throws SQLException {
        DailySums added = new DailySums();
        amounts.forEach((place, amount) -> {
            Sums sums = new Sums();
            sums.requests = amount.requests();
            sums.failed = amount.failed();
            sums.tokens = amount.input() + amount.output();
            sums.input = amount.input();
            sums.output = amount.output();
            sums.cached = amount.cached();
            sums.nanos = amount.nanos();
            added.days.put(new Day(place.day(), place.labels(), place.tag()), sums);
        });
        added.write(connection);
    }

    private static void bind(PreparedStatement statement, Day day, Sums sums) throws SQLException {
        statement.setLong(1, day.day());
        statement.setLong(2, day.labels());
        statement.setLong(3, sums.requests);
        statement.setLong(4, sums.tokens);
        statement.setLong(5, sums.nanos);
        statement.setLong(6, sums.unpriced);
        statement.setLong(7, sums.firstCall);
        statement.setLong(8, sums.lastCall);
        statement.setLong(9, sums.input);
        statement.setLong(10, sums.output);
        statement.setLong(11, sums.cached);
        statement.setLong(12, sums.failed);
    }
}
