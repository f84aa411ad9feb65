package dev.eclusa.server.litellm;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.CallJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ledger's rows as LiteLLM's spend logs: its fields beside ours. What the ledger does not keep is null, and of prompts and
 * answers it keeps nothing.
 *
 * @param keys what is known of keys
 * @param names the listed name of each deployment
 */
record SpendRow(KeyNames keys, Map<String, String> names) {
    ObjectNode of(CallRow row) {
        ObjectNode node = CallJson.of(row);
        CallerLabels caller = row.begin().caller();
        long began = row.begin().beganAtMillis();
        node.put("status", row.outcome() == Outcome.SUCCESS ? "success" : "failure");
        node.put("outcome", row.outcome().label());
        node.put("model", row.provider() + "/" + row.model());
        String group = names.getOrDefault(
                row.provider() + "/" + row.model(), row.begin().requestedModel());
        node.put("model_id", group + ":" + row.provider() + "/" + row.model());
        node.put("request_duration_ms", row.latencyMillis());
        long first = row.firstTokenMillis() < 0 ? row.latencyMillis() : row.firstTokenMillis();
        node.put("completionStartTime", Instant.ofEpochMilli(began + first).toString());
        Customers.without(caller.tags()).forEach(node.putArray("request_tags")::add);
        node.put("end_user", Customers.of(caller.tags()));
        node.put("litellm_call_id", row.begin().callId());
        node.put("created_at", Instant.ofEpochMilli(began).toString());
        node.put("updated_at", Instant.ofEpochMilli(began + row.latencyMillis()).toString());
        List.of("messages", "response", "proxy_server_request").forEach(node::putObject);
        node.put("cache_hit", row.cache().startsWith("hit") ? "True" : "False");
        node.set("metadata", metadata(row));
        return FieldNames.SPEND_ROW.filled(node);
    }

    private ObjectNode metadata(CallRow row) {
        CallerLabels caller = row.begin().caller();
        ObjectNode node = JsonCodec.object();
        if (row.outcome() == Outcome.SUCCESS) {
            node.putNull("status").putNull("error_information");
        } else {
            node.put("status", "failure");
            node.set("error_information", error(row));
        }
        node.set("usage_object", usage(row.usage()));
        node.set("additional_usage_values", details(row.usage()));
        node.put("user_api_key", caller.key());
        node.set("user_api_key_alias", keys.field(caller.key(), "key_alias"));
        node.put("user_api_key_team_id", caller.team());
        node.put("user_api_key_user_id", caller.user());
        node.put("user_api_key_org_id", caller.organization());
        node.putNull("user_api_key_team_alias");
        node.put("requester_ip_address", caller.address());
        node.put("litellm_call_id", row.begin().callId());
        node.put("original_model_group", row.begin().requestedModel());
        node.put("attempted_retries", Math.max(0, row.attempts().size() - 1));
        node.putNull("attempted_fallbacks");
        node.putArray("applied_guardrails");
        node.set("cost_breakdown", cost(row));
        return FieldNames.SPEND_METADATA.filled(node);
    }

    private static ObjectNode error(CallRow row) {
        return FieldNames.ERROR_INFORMATION.filled(JsonCodec.object()
                .put("error_code", Integer.toString(row.status()))
                .put("error_class", row.outcome().label())
                .put("llm_provider", row.provider()));
    }

    /** The parts of a cost are not kept, and there are no margins and discounts. */
    private static ObjectNode cost(CallRow row) {
        ObjectNode node = JsonCodec.object().putNull("input_cost").putNull("output_cost");
        row.cost().ifPresentOrElse(cost -> node.put("total_cost", cost.dollars()), () -> node.putNull("total_cost"));
        node.set("original_cost", node.path("total_cost"));
        List.of(
                        "discount_amount",
                        "discount_percent",
                        "margin_percent",
                        "margin_fixed_amount",
                        "margin_total_amount",
                        "tool_usage_cost")
                .forEach(name -> node.put(name, 0));
        return FieldNames.COST_BREAKDOWN.filled(node);
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode node = JsonCodec.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total())
                .put("cache_read_input_tokens", usage.cachedInput())
                .put("cache_creation_input_tokens", usage.cacheWrite() + usage.cacheWriteHour())
                .putNull("service_tier");
        return node.setAll(details(usage));
    }

    private static ObjectNode details(Usage usage) {
        ObjectNode node = JsonCodec.object();
        node.putObject("prompt_tokens_details")
                .put("audio_tokens", usage.audioInput())
                .put("cached_tokens", usage.cachedInput())
                .put("cache_write_tokens", usage.cacheWrite() + usage.cacheWriteHour())
                .put("cache_creation_tokens", usage.cacheWrite() + usage.cacheWriteHour())
                .put("text_tokens", usage.input() - usage.audioInput());
        node.putObject("completion_tokens_details")
                .put("audio_tokens", usage.audioOutput())
                .put("reasoning_tokens", usage.reasoning())
                .put("text_tokens", usage.output() - usage.reasoning() - usage.audioOutput())
                .putNull("accepted_prediction_tokens")
                .putNull("rejected_prediction_tokens");
        return node;
    }
}
