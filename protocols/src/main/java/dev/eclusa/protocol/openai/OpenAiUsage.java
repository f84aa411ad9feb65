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

    /** Writes usage, with its cost unless that is empty. */
    static ObjectNode write(Usage usage, String cost) {
        ObjectNode node = JsonCodec.object();
        node.put("prompt_tokens", usage.input());
        node.put("completion_tokens", usage.output());
        node.put("total_tokens", usage.total());
        ObjectNode prompt = node.putObject("prompt_tokens_details");
        prompt.put("cached_tokens", usage.cachedInput());
        if (usage.cacheWrite() + usage.cacheWriteHour() > 0) {
            prompt.put("cache_write_tokens", usage.cacheWrite() + usage.cacheWriteHour());
        }
        prompt.put("audio_tokens", usage.audioInput());
        ObjectNode completion = node.putObject("completion_tokens_details");
        completion.put("reasoning_tokens", usage.reasoning());
        completion.put("audio_tokens", usage.audioOutput());
        if (!cost.isEmpty()) {
            node.putRawValue("cost", new RawValue(cost));
        }
        return node;
    }
}
