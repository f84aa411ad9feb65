package dev.eclusa.server.manage;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ledger's rows as JSON, with LiteLLM's field names beside our own. */
public final class CallJson {
    private CallJson() {}

    /** A row. */
    public static ObjectNode of(CallRow row) {
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
