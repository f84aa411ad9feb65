package dev.eclusa.store.sqlite;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.UsageReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows and sums. */
final class CallReader {
    private final Connection connection;

    CallReader(Connection connection) {
        this.connection = connection;
    }

    UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) throws SQLException {
        String sql = """
                SELECT model, tier, SUM(requests), SUM(tokens), SUM(cost_nanos) FROM daily
                WHERE day BETWEEN ? AND ? AND (? = '' OR organization = ?) GROUP BY model, tier ORDER BY 5 DESC""";
        Map<String, UsageReport.Sum> byModel = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, start.toString());
            select.setString(2, end.toString());
            select.setString(3, organization.orElse(""));
            select.setString(4, organization.orElse(""));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    String name = found.getInt(2) == 0
                            ? found.getString(1)
                            : "tier" + found.getInt(2) + "/" + found.getString(1);
                    byModel.merge(
                            name,
                            new UsageReport.Sum(found.getLong(3), found.getLong(4), new Cost(found.getLong(5))),
                            UsageReport.Sum::plus);
                }
            }
        }
        return new UsageReport(organization, byModel);
    }

    List<CallRow> calls(CallQuery query) throws SQLException {
        String sql = """
                SELECT * FROM calls WHERE (? = '' OR call_id = ? OR request_id = ?) AND (? = '' OR key_name = ?)
                AND (? = '' OR user_name = ?) AND began_at >= ? AND began_at < ? ORDER BY rowid DESC LIMIT ?""";
        List<CallRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int i = 1;
            for (String text :
                    List.of(query.id(), query.id(), query.id(), query.key(), query.key(), query.user(), query.user())) {
                select.setString(i++, text);
            }
            select.setLong(i++, query.fromMillis());
            select.setLong(i++, query.toMillis());
            select.setInt(i, query.limit());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
        }
        return rows;
    }

    private static CallRow row(ResultSet found) throws SQLException {
        long nanos = found.getLong("cost_nanos");
        Optional<Cost> cost = found.wasNull() ? Optional.empty() : Optional.of(new Cost(nanos));
        Usage usage = new Usage(
                found.getLong("input_tokens"),
                found.getLong("cached_tokens"),
                found.getLong("cache_write_tokens"),
                0,
                found.getLong("output_tokens"),
                found.getLong("reasoning_tokens"),
                0,
                0);
        Outcome outcome = Outcome.ofCode(found.getInt("outcome"));
        String attempts = found.getString("attempts");
        Attempt only = new Attempt(
                found.getString("provider"),
                found.getString("model"),
                outcome,
                found.getInt("status"),
                usage,
                cost,
                found.getLong("latency_ms"));
        return new CallRow(
                begin(found),
                found.getString("provider"),
                found.getString("model"),
                found.getInt("tier"),
                outcome,
                found.getInt("status"),
                usage,
                found.getInt("estimated") == 1,
                cost,
                found.getLong("latency_ms"),
                found.getLong("first_token_ms"),
                found.getString("cache"),
                attempts == null ? List.of(only) : AttemptText.read(attempts),
                found.getString("decision"));
    }

    private static CallBegin begin(ResultSet found) throws SQLException {
        String callId = found.getString("call_id");
        String requestId = found.getString("request_id");
        return new CallBegin(
                callId,
                requestId == null ? callId : requestId,
                found.getLong("began_at"),
                new CallerLabels(
                        found.getString("key_name"),
                        found.getString("user_name"),
                        found.getString("team"),
                        found.getString("organization"),
                        found.getString("address")),
                found.getString("endpoint"),
                found.getString("requested_model"),
                found.getString("provider"),
                found.getString("model"),
                found.getInt("streamed") == 1,
                0,
                -1);
    }
}
