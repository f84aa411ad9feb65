package dev.eclusa.server.manage;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.LedgerStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /spend/logs}: the ledger's rows, newest first, with LiteLLM's field names beside our own. */
public final class SpendLogsRoute implements ManagementRoute {
    private static final int MOST = 1000;

    private final LedgerStore ledger;
    private final UnaryOperator<String> keyName;

    /**
     * Rows of a ledger.
     *
     * @param keyName how the ledger calls a key, by the key itself or its hash
     */
    public SpendLogsRoute(LedgerStore ledger, UnaryOperator<String> keyName) {
        this.ledger = ledger;
        this.keyName = keyName;
    }

    @Override
    public Access access() {
        return Access.VIEWER;
    }

    @Override
    public Answer handle(Request request) {
        try {
            CallQuery query = new CallQuery(
                    request.parameter("request_id"),
                    keyName.apply(request.parameter("api_key")),
                    request.parameter("user_id"),
                    day(request.parameter("start_date"), 0, 0),
                    day(request.parameter("end_date"), 1, Long.MAX_VALUE),
                    limit(request.parameter("limit")),
                    before(request.parameter("before")));
            ArrayNode rows = JsonCodec.array();
            CallPage page = ledger.page(query);
            page.calls().forEach(row -> rows.add(json(row)));
            Map<String, String> headers = page.next().isPresent()
                    ? Map.of("x-eclusa-next", Long.toString(page.next().getAsLong()))
                    : Map.of();
            return new Answer(200, JsonCodec.text(rows), headers);
        } catch (DateTimeException malformed) {
            return Answer.error(400, "Dates are written as 2026-11-21.", "start_date");
        } catch (NumberFormatException malformed) {
            return Answer.error(
                    400,
                    "'limit' is a whole number from 1 to 1000, 'before' the x-eclusa-next of the page before.",
                    "limit");
        }
    }

    private static long day(String text, int plusDays, long otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)
                .plusDays(plusDays)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private static int limit(String text) {
        return text.isEmpty() ? MOST : Math.clamp(Integer.parseInt(text), 1, MOST);
    }

    private static long before(String text) {
        return text.isEmpty() ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /** A row, as JSON. */
    public static ObjectNode json(CallRow row) {
        long began = row.begin().beganAtMillis();
        ObjectNode node = JsonCodec.object();
        node.put("request_id", row.begin().requestId());
        node.put("call_id", row.begin().callId());
        node.put("call_type", row.begin().endpoint());
        node.put("api_key", row.begin().caller().key());
        node.put("user", row.begin().caller().user());
        node.put("team_id", row.begin().caller().team());
        node.put("organization_id", row.begin().caller().organization());
        node.put("requester_ip_address", row.begin().caller().address());
        node.put("model_group", row.begin().requestedModel());
        node.put("custom_llm_provider", row.provider());
        node.put("model", row.model());
        node.put("tier", row.tier());
        node.put("stream", row.begin().streamed());
        node.put("startTime", Instant.ofEpochMilli(began).toString());
        node.put("endTime", Instant.ofEpochMilli(began + row.latencyMillis()).toString());
        node.put("status", row.outcome().label());
        node.put("http_status", row.status());
        node.put("prompt_tokens", row.usage().input());
        node.put("completion_tokens", row.usage().output());
        node.put("total_tokens", row.usage().total());
        node.put("cached_tokens", row.usage().cachedInput());
        node.put("reasoning_tokens", row.usage().reasoning());
        node.put("usage_estimated", row.usageEstimated());
        row.cost().ifPresentOrElse(cost -> node.put("spend", cost.dollars()), () -> node.putNull("spend"));
        node.put("latency_ms", row.latencyMillis());
        if (row.firstTokenMillis() < 0) {
            node.putNull("time_to_first_token_ms");
        } else {
            node.put("time_to_first_token_ms", row.firstTokenMillis());
        }
        node.put("cache_hit", row.cache());
        ArrayNode attempts = node.putArray("attempts");
        row.attempts().forEach(attempt -> attempts.add(json(attempt)));
        return node;
    }

    private static ObjectNode json(Attempt attempt) {
        ObjectNode node = JsonCodec.object();
        node.put("provider", attempt.provider());
        node.put("model", attempt.model());
        node.put("outcome", attempt.outcome().label());
        node.put("status", attempt.status());
        node.put("tokens", attempt.usage().total());
        attempt.cost().ifPresentOrElse(cost -> node.put("cost", cost.dollars()), () -> node.putNull("cost"));
        node.put("latency_ms", attempt.latencyMillis());
        return node;
    }
}
