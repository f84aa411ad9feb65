package dev.eclusa.store.sqlite;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes rows and their daily sums in one transaction; a row that is there already changes neither. */
final class CallTable {
    private static final String INSERT = """
            INSERT OR IGNORE INTO calls (call_id, request_id, began_at, key_name, user_name, team, organization, address,
              endpoint, requested_model, provider, model, tier, streamed, outcome, status, input_tokens, cached_tokens,
              cache_write_tokens, output_tokens, reasoning_tokens, estimated, cost_nanos, latency_ms, first_token_ms,
              cache, attempts, decision)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)""";
    private static final String ADD = """
            INSERT INTO daily (day, key_name, user_name, team, organization, provider, model, tier,
              requests, tokens, cost_nanos)
            VALUES (?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, tokens = tokens + excluded.tokens,
              cost_nanos = cost_nanos + excluded.cost_nanos""";

    private final Connection connection;

    CallTable(Connection connection) {
        this.connection = connection;
    }

    private record Day(
            String day,
            String key,
            String user,
            String team,
            String organization,
            String provider,
            String model,
            int tier) {}

    private static final class Sums {
        private long requests;
        private long tokens;
        private long costNanos;
    }

    void write(List<CallRow> rows) throws SQLException {
        Map<Day, Sums> days = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (CallRow row : rows) {
                bind(insert, row);
                if (insert.executeUpdate() == 1) {
                    sum(days, row);
                }
            }
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<Day, Sums> entry : days.entrySet()) {
                bind(add, entry.getKey(), entry.getValue());
                add.executeUpdate();
            }
        }
        connection.commit();
    }

    private static void sum(Map<Day, Sums> days, CallRow row) {
        CallBegin begin = row.begin();
        LocalDate date = Instant.ofEpochMilli(begin.beganAtMillis())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
        Day day = new Day(
                date.toString(),
                begin.caller().key(),
                begin.caller().user(),
                begin.caller().team(),
                begin.caller().organization(),
                row.provider(),
                row.model(),
                row.tier());
        Sums sums = days.computeIfAbsent(day, key -> new Sums());
        sums.requests++;
        sums.tokens += row.usage().total();
        sums.costNanos += row.cost().map(cost -> cost.nanos()).orElse(0L);
    }

    private static void bind(PreparedStatement add, Day day, Sums sums) throws SQLException {
        int i = 1;
        for (String text : List.of(
                day.day(), day.key(), day.user(), day.team(), day.organization(), day.provider(), day.model())) {
            add.setString(i++, text);
        }
        add.setInt(i++, day.tier());
        add.setLong(i++, sums.requests);
        add.setLong(i++, sums.tokens);
        add.setLong(i, sums.costNanos);
    }

    private static void bind(PreparedStatement insert, CallRow row) throws SQLException {
        CallBegin begin = row.begin();
        int i = 1;
        insert.setString(i++, begin.callId());
        insert.setString(i++, begin.requestId().equals(begin.callId()) ? null : begin.requestId());
        insert.setLong(i++, begin.beganAtMillis());
        insert.setString(i++, begin.caller().key());
        insert.setString(i++, begin.caller().user());
        insert.setString(i++, begin.caller().team());
        insert.setString(i++, begin.caller().organization());
        insert.setString(i++, begin.caller().address());
        insert.setString(i++, begin.endpoint());
        insert.setString(i++, begin.requestedModel());
        insert.setString(i++, row.provider());
        insert.setString(i++, row.model());
        insert.setInt(i++, row.tier());
        insert.setInt(i++, begin.streamed() ? 1 : 0);
        insert.setInt(i++, row.outcome().code());
        insert.setInt(i++, row.status());
        Usage usage = row.usage();
        insert.setLong(i++, usage.input());
        insert.setLong(i++, usage.cachedInput());
        insert.setLong(i++, usage.cacheWrite() + usage.cacheWriteHour());
        insert.setLong(i++, usage.output());
        insert.setLong(i++, usage.reasoning());
        insert.setInt(i++, row.usageEstimated() ? 1 : 0);
        if (row.cost().isPresent()) {
            insert.setLong(i++, row.cost().get().nanos());
        } else {
            insert.setNull(i++, Types.BIGINT);
        }
        insert.setLong(i++, row.latencyMillis());
        insert.setLong(i++, row.firstTokenMillis());
        insert.setString(i++, row.cache());
        insert.setString(i++, AttemptText.of(row));
        insert.setString(i, row.decision());
    }
}
