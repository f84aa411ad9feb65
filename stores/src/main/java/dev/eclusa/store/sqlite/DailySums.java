package dev.eclusa.store.sqlite;

import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What one transaction adds to the sums by day (UTC, of a call's begin) and labels. */
final class DailySums {
    static final long DAY_MILLIS = 86_400_000;
    private static final String ADD = """
            INSERT INTO daily (day, labels, requests, tokens, cost_nanos, unpriced, first_call, last_call)
            VALUES (?,?,?,?,?,?,?,?)
            ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, tokens = tokens + excluded.tokens,
              cost_nanos = cost_nanos + excluded.cost_nanos, unpriced = unpriced + excluded.unpriced,
              first_call = min(first_call, excluded.first_call), last_call = max(last_call, excluded.last_call)""";

    private final Map<Day, Sums> days = new HashMap<>();

    private record Day(long day, long labels) {}

    private static final class Sums {
        private long requests;
        private long tokens;
        private long nanos;
        private long unpriced;
        private long firstCall = Long.MAX_VALUE;
        private long lastCall;
    }

    void add(long id, long labels, CallRow row) {
        Day day = new Day(Math.floorDiv(row.begin().beganAtMillis(), DAY_MILLIS), labels);
        Sums sums = days.computeIfAbsent(day, key -> new Sums());
        sums.requests++;
        sums.tokens += row.usage().total();
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
    }
}
