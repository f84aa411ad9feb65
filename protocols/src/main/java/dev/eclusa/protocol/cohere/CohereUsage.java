package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Usage: {@code tokens} are all that the model read and wrote, its own preamble included; {@code billed_units} are fewer.
 * All are counted here, as other gateways show them.
 */
final class CohereUsage {
    private CohereUsage() {}

    static Usage read(JsonNode usage) {
        JsonNode tokens = usage.path("tokens").isObject() ? usage.path("tokens") : usage.path("billed_units");
        long input = tokens.path("input_tokens").asLong(0);
        long output = tokens.path("output_tokens").asLong(0);
        long cached = Math.min(input, usage.path("cached_tokens").asLong(0));
        long reasoning = Math.min(output, tokens.path("reasoning_tokens").asLong(0));
        return new Usage(input, cached, 0, 0, output, reasoning, 0, 0);
    }

    static ObjectNode write(Usage usage) {
        ObjectNode node = JsonCodec.object();
        node.putObject("billed_units").put("input_tokens", usage.input()).put("output_tokens", usage.output());
        ObjectNode tokens =
                node.putObject("tokens").put("input_tokens", usage.input()).put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            tokens.put("reasoning_tokens", usage.reasoning());
        }
        return node.put("cached_tokens", usage.cachedInput());
    }
}
