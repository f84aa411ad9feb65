package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object in both directions; Bedrock's input tokens are those neither read from a cache nor written to it. */
final class BedrockUsage {
    /** More tokens than any answer has; keeps sums of nonsense from overflowing. */
    private static final long MOST = 1L << 40;

    private BedrockUsage() {}

    static Usage read(JsonNode usage) {
        long cached = count(usage, "cacheReadInputTokens");
        long written = count(usage, "cacheWriteInputTokens");
        long hour = Math.min(written, hour(usage.path("cacheDetails")));
        return new Usage(
                count(usage, "inputTokens") + cached + written,
                cached,
                written - hour,
                hour,
                count(usage, "outputTokens"),
                0,
                0,
                0);
    }

    private static long hour(JsonNode details) {
        long hour = 0;
        for (JsonNode detail : details) {
            hour += detail.path("ttl").asString("").equals("1h") ? count(detail, "inputTokens") : 0;
        }
        return hour;
    }

    private static long count(JsonNode object, String name) {
        return Math.clamp(object.path(name).asLong(0), 0, MOST);
    }

    static ObjectNode write(Usage usage) {
        long written = usage.cacheWrite() + usage.cacheWriteHour();
        ObjectNode node = JsonCodec.object();
        node.put("inputTokens", Math.max(0, usage.input() - usage.cachedInput() - written));
        node.put("outputTokens", usage.output());
        node.put("totalTokens", usage.total());
        node.put("cacheReadInputTokens", usage.cachedInput());
        node.put("cacheWriteInputTokens", written);
        if (usage.cacheWriteHour() > 0) {
            ArrayNode details = node.putArray("cacheDetails");
            details.addObject().put("ttl", "1h").put("inputTokens", usage.cacheWriteHour());
            if (usage.cacheWrite() > 0) {
                details.addObject().put("ttl", "5m").put("inputTokens", usage.cacheWrite());
            }
        }
        return node;
    }
}
