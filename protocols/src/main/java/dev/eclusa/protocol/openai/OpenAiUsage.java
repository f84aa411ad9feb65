package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The {@code usage} object in both directions. */
final class OpenAiUsage {
    /** More tokens than any answer has; keeps sums of nonsense from overflowing. */
    private static final long MOST = 1L << 40;

    private final boolean reasoningOutside;

    /** Reads usage of a provider whose completion tokens include reasoning, or do not (xAI, in recordings). */
    OpenAiUsage(boolean reasoningOutside) {
        this.reasoningOutside = reasoningOutside;
    }

    Usage read(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        JsonNode completion = usage.path("completion_tokens_details");
        long reasoning = count(completion, "reasoning_tokens");
        long output = count(usage, "completion_tokens");
        long written = count(prompt, "cache_write_tokens");
        long cached = Math.max(
                count(prompt, "cached_tokens"),
                Math.max(count(usage, "prompt_cache_hit_tokens"), count(usage, "cached_tokens")));
        return new Usage(
                Math.max(count(usage, "prompt_tokens"), cached + written),
                cached,
                written,
                0,
                reasoningOutside ? output + reasoning : Math.max(output, reasoning),
                reasoning,
                count(prompt, "audio_tokens"),
                count(completion, "audio_tokens"));
    }

    private static long count(JsonNode object, String name) {
        return Math.clamp(object.path(name).asLong(0), 0, MOST);
    }

    /**
     * Writes usage, with its cost unless that is empty. Tokens written to the provider's cache stand where OpenRouter's clients
     * look for them, and where LiteLLM's do (recorded, 1.106.2).
     */
    static ObjectNode write(Usage usage, String cost) {
        long written = usage.cacheWrite() + usage.cacheWriteHour();
        ObjectNode node = JsonCodec.object();
        node.put("prompt_tokens", usage.input());
        node.put("completion_tokens", usage.output());
        node.put("total_tokens", usage.total());
        node.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cachedInput())
                .put("cache_write_tokens", written)
                .put("cache_creation_tokens", written)
                .put("audio_tokens", usage.audioInput())
                .put("text_tokens", Math.max(0, usage.input() - usage.cachedInput() - written - usage.audioInput()));
        node.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", usage.audioOutput())
                .put("text_tokens", Math.max(0, usage.output() - usage.reasoning() - usage.audioOutput()));
        node.put("cache_creation_input_tokens", written);
        node.put("cache_read_input_tokens", usage.cachedInput());
        if (!cost.isEmpty()) {
            node.putRawValue("cost", new RawValue(cost));
        }
        return node;
    }
}
