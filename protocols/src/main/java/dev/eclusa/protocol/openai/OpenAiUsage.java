package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code usage} object in both directions. */
final class OpenAiUsage {
    private final boolean reasoningOutside;

    /** Reads usage of a provider whose completion tokens include reasoning, or do not (xAI, in recordings). */
    OpenAiUsage(boolean reasoningOutside) {
        this.reasoningOutside = reasoningOutside;
    }

    Usage read(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        JsonNode completion = usage.path("completion_tokens_details");
        long reasoning = completion.path("reasoning_tokens").asLong(0);
        long output = usage.path("completion_tokens").asLong(0);
        long cached = Math.max(
                prompt.path("cached_tokens").asLong(0),
                Math.max(
                        usage.path("prompt_cache_hit_tokens").asLong(0),
                        usage.path("cached_tokens").asLong(0)));
        return new Usage(
                usage.path("prompt_tokens").asLong(0),
                cached,
                prompt.path("cache_write_tokens").asLong(0),
                0,
                reasoningOutside ? output + reasoning : output,
                reasoning,
                prompt.path("audio_tokens").asLong(0),
                completion.path("audio_tokens").asLong(0));
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
            node.put("cost", new java.math.BigDecimal(cost));
        }
        return node;
    }
}
