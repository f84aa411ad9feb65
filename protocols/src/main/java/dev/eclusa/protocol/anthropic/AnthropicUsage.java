package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object in both directions; Anthropic's input tokens are the uncached ones only. */
final class AnthropicUsage {
    /** More tokens than any answer has; keeps sums of nonsense from overflowing. */
    private static final long MOST = 1L << 40;

    private AnthropicUsage() {}

    static Usage read(JsonNode usage) {
        long cached = count(usage, "cache_read_input_tokens");
        long created = count(usage, "cache_creation_input_tokens");
        long hour = Math.min(created, count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));
        return new Usage(
                count(usage, "input_tokens") + cached + created,
                cached,
                created - hour,
                hour,
                count(usage, "output_tokens"),
                count(usage.path("output_tokens_details"), "thinking_tokens"),
                0,
                0);
    }

    private static long count(JsonNode object, String name) {
        return Math.clamp(object.path(name).asLong(0), 0, MOST);
    }

    static ObjectNode write(Usage usage) {
        long created = usage.cacheWrite() + usage.cacheWriteHour();
        ObjectNode node = JsonCodec.object();
        node.put("input_tokens", Math.max(0, usage.input() - usage.cachedInput() - created));
        node.put("cache_creation_input_tokens", created);
        node.put("cache_read_input_tokens", usage.cachedInput());
        if (usage.cacheWriteHour() > 0) {
            node.putObject("cache_creation")
                    .put("ephemeral_5m_input_tokens", usage.cacheWrite())
                    .put("ephemeral_1h_input_tokens", usage.cacheWriteHour());
        }
        node.put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return node;
    }
}
