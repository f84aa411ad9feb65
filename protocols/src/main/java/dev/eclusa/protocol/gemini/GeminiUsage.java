package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code usageMetadata} in both directions; candidates and thoughts are counted apart here. */
final class GeminiUsage {
    /** More tokens than any answer has; keeps sums of nonsense from overflowing. */
    private static final long MOST = 1L << 40;

    private GeminiUsage() {}

    /** Whether tokens are reported; early chunks of a stream name only the kind of traffic. */
    static boolean counts(JsonNode usage) {
        return usage.has("promptTokenCount") || usage.has("candidatesTokenCount") || usage.has("totalTokenCount");
    }

    static Usage read(JsonNode usage) {
        long thoughts = count(usage, "thoughtsTokenCount");
        long cached = count(usage, "cachedContentTokenCount");
        long input = count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount");
        return new Usage(
                Math.max(input, cached),
                cached,
                0,
                0,
                count(usage, "candidatesTokenCount") + thoughts,
                thoughts,
                audio(usage.path("promptTokensDetails")),
                audio(usage.path("candidatesTokensDetails")));
    }

    private static long audio(JsonNode details) {
        long tokens = 0;
        for (JsonNode detail : details) {
            if (detail.path("modality").asString("").equals("AUDIO")) {
                tokens += count(detail, "tokenCount");
            }
        }
        return tokens;
    }

    private static long count(JsonNode object, String name) {
        return Math.clamp(object.path(name).asLong(0), 0, MOST);
    }

    static ObjectNode write(Usage usage) {
        ObjectNode node = JsonCodec.object();
        node.put("promptTokenCount", usage.input());
        node.put("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()));
        node.put("totalTokenCount", usage.total());
        if (usage.cachedInput() > 0) {
            node.put("cachedContentTokenCount", usage.cachedInput());
        }
        if (usage.reasoning() > 0) {
            node.put("thoughtsTokenCount", usage.reasoning());
        }
        return node;
    }
}
