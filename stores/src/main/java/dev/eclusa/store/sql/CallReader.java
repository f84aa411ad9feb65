package dev.eclusa.store.sql;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads rows, newest first. */
final class CallReader {
    private static final String COLUMNS = """
            SELECT c.*, l.key_name, l.user_name, l.team, l.organization, l.provider, l.model, l.tier, r.endpoint,
              r.requested_model, r.first_provider, r.first_model, r.streamed
            FROM calls c CROSS JOIN labels l ON l.id = c.labels CROSS JOIN requests r ON r.id = c.request
            """;
    private static final String BY_ID = COLUMNS + """
            WHERE c.id IN (SELECT id FROM calls WHERE call_id = ?1 UNION SELECT id FROM calls WHERE request_id = ?1)
            """;
    private static final String BY_DAY = COLUMNS + """
            WHERE c.id >= (SELECT min(d.first_call) FROM daily d JOIN labels f ON f.id = d.labels
                WHERE d.day BETWEEN ?7 AND ?8 AND (?2 = '' OR f.key_name = ?2) AND (?3 = '' OR f.user_name = ?3))
              AND c.id <= (SELECT max(d.last_call) FROM daily d JOIN labels f ON f.id = d.labels
                WHERE d.day BETWEEN ?7 AND ?8 AND (?2 = '' OR f.key_name = ?2) AND (?3 = '' OR f.user_name = ?3))
            """;
    private static final String REST = """
              AND (?2 = '' OR l.key_name = ?2) AND (?3 = '' OR l.user_name = ?3)
              AND c.began_at >= ?4 AND c.began_at < ?5 AND c.id < ?6
              AND (?10 = '' OR l.team = ?10) AND (?11 = '' OR l.model = ?11)
              AND (?12 = 'ANY' OR (?12 = 'SUCCESS' AND c.outcome = 0) OR (?12 = 'FAILURE' AND c.outcome <> 0))
            ORDER BY c.id DESC LIMIT ?9""";

    private final Connection connection;
    private final Flavor flavor;

    CallReader(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    CallPage page(CallQuery query) throws SQLException {
        String sql = (query.id().isEmpty() ? BY_DAY : BY_ID) + REST;
        try (Numbered select = Numbered.prepare(connection, flavor.words(sql))) {
            select.set(1, query.id());
            bind(select, query);
            try (ResultSet found = select.ask()) {
                return page(found, query.limit());
            }
        }
    }

    private static void bind(Numbered select, CallQuery query) throws SQLException {
        select.set(2, query.key());
        select.set(3, query.user());
        select.set(4, query.fromMillis());
        select.set(5, query.toMillis());
        select.set(6, query.before());
        select.set(7, Math.floorDiv(query.fromMillis(), DailySums.DAY_MILLIS));
        select.set(8, Math.floorDiv(query.toMillis(), DailySums.DAY_MILLIS));
        select.set(9, query.limit());
        select.set(10, query.filter().team());
        select.set(11, query.filter().model());
        select.set(12, query.filter().ending().name());
    }

    private static CallPage page(ResultSet found, int limit) throws SQLException {
        List<CallRow> rows = new ArrayList<>();
        long last = 0;
        while (found.next()) {
            rows.add(row(found));
            last = found.getLong("id");
        }
        return new CallPage(rows, rows.size() == limit ? OptionalLong.of(last) : OptionalLong.empty());
    }

    private static CallRow row(ResultSet found) throws SQLException {
        long nanos = found.getLong("cost_nanos");
        Optional<Cost> cost = found.wasNull() ? Optional.empty() : Optional.of(new Cost(nanos));
        CallRow row = new CallRow(
                begin(found),
                found.getString("provider"),
                found.getString("model"),
                found.getInt("tier"),
                Outcome.ofCode(found.getInt("outcome")),
                found.getInt("status"),
                usage(found),
                found.getBoolean("estimated"),
                cost,
                found.getLong("latency_ms"),
                found.getLong("first_token_ms"),
                found.getString("cache"),
                List.of(),
                found.getString("decision"));
        return AttemptsJson.read(row, found.getString("attempts"));
    }

    private static Usage usage(ResultSet found) throws SQLException {
        return new Usage(
                found.getLong("input_tokens"),
                found.getLong("cached_tokens"),
                found.getLong("cache_write_tokens"),
                found.getLong("cache_write_hour_tokens"),
                found.getLong("output_tokens"),
                found.getLong("reasoning_tokens"),
                found.getLong("audio_input_tokens"),
                found.getLong("audio_output_tokens"));
    }

    private static CallBegin begin(ResultSet found) throws SQLException {
        String callId = found.getString("call_id");
        String requestId = found.getString("request_id");
        return new CallBegin(
                callId,
                found.wasNull() ? callId : requestId,
                found.getLong("began_at"),
                caller(found),
                found.getString("endpoint"),
                found.getString("requested_model"),
                found.getString("first_provider"),
                found.getString("first_model"),
                found.getBoolean("streamed"),
                found.getLong("estimated_input_tokens"),
                found.getLong("estimated_input_cost_nanos"));
    }

    private static CallerLabels caller(ResultSet found) throws SQLException {
        return new CallerLabels(
                found.getString("key_name"),
                found.getString("user_name"),
                found.getString("team"),
                found.getString("organization"),
                found.getString("address"),
                Texts.tags(found.getString("tags")));
    }
}
