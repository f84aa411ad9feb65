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
            INSERT INTO daily (day, labels, requests, tokens, cost_nanos, unpriced, first_call, last_call, input_tokens,
              output_tokens, cached_tokens, failed)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (day, labels) DO UPDATE SET requests = daily.requests + excluded.requests,
              tokens = daily.tokens + excluded.tokens, cost_nanos = daily.cost_nanos + excluded.cost_nanos,
              unpriced = daily.unpriced + excluded.unpriced,
              input_tokens = daily.input_tokens + excluded.input_tokens,
              output_tokens = daily.output_tokens + excluded.output_tokens,
              cached_tokens = daily.cached_tokens + excluded.cached_tokens, failed = daily.failed + excluded.failed,
              first_call = CASE WHEN excluded.first_call < daily.first_call THEN excluded.first_call
                ELSE daily.first_call END,
              last_call = CASE WHEN excluded.last_call > daily.last_call THEN excluded.last_call
                ELSE daily.last_call END""";

    /** In order, so that two instances never wait for each other in a circle. */
    private final Map<Day, Sums> days = new TreeMap<>();

    private record Day(long day, long labels) implements Comparable<Day> {
        @Override
        public int compareTo(Day other) {
            return day == other.day ? Long.compare(labels, other.labels) : Long.compare(day, other.day);
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

    void add(long id, long labels, CallRow row) {
        Day day = new Day(Math.floorDiv(row.begin().beganAtMillis(), DAY_MILLIS), labels);
        Sums sums = days.computeIfAbsent(day, key -> new Sums());
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
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (Map.Entry<Day, Sums> entry : days.entrySet()) {
                bind(statement, entry.getKey(), entry.getValue());
                statement.executeUpdate();
            }
        }
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
