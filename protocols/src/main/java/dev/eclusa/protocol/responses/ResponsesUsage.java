package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Usage: input includes what was cached, output what was reasoning, xAI's too (recorded, 22 of 22). */
final class ResponsesUsage {
    private static final long MOST = 1L << 50;

    private ResponsesUsage() {}

    static Usage read(JsonNode usage) {
        JsonNode input = usage.path("input_tokens_details");
        JsonNode output = usage.path("output_tokens_details");
        return usage(
                count(usage, "input_tokens"),
                count(input, "cached_tokens"),
                count(input, "cache_write_tokens"),
                count(usage, "output_tokens"),
                count(output, "reasoning_tokens"));
    }

    /** Reads it from its bytes. */
    static Usage read(JsonIndex usage) {
        JsonIndex input = details(usage, "input_tokens_details");
        JsonIndex output = details(usage, "output_tokens_details");
        return usage(
                usage.number("input_tokens", 0),
                input.number("cached_tokens", 0),
                input.number("cache_write_tokens", 0),
                usage.number("output_tokens", 0),
                output.number("reasoning_tokens", 0));
    }

    private static Usage usage(long input, long cached, long written, long output, long reasoning) {
        return new Usage(Math.max(input, cached + written), cached, written, 0, output, reasoning, 0, 0);
    }

    private static JsonIndex details(JsonIndex usage, String name) {
        int member = usage.find(name);
        return usage.kind(member) == '{' ? nested(usage, member) : JsonIndex.EMPTY;
    }

    static JsonIndex nested(JsonIndex parent, int member) {
        int start = parent.valueStart(member);
        return JsonIndex.of(parent.bytes(), start, parent.valueEnd(member) - start);
    }

    private static long count(JsonNode object, String name) {
        return Math.clamp(object.path(name).asLong(0), 0, MOST);
    }

    /** Writes usage, with its cost unless that is empty. */
    static ObjectNode write(Usage usage, String cost) {
        long written = usage.cacheWrite() + usage.cacheWriteHour();
        ObjectNode node = JsonCodec.object();
        node.put("input_tokens", usage.input());
        node.putObject("input_tokens_details")
                .put("cached_tokens", usage.cachedInput())
                .put("cache_write_tokens", written)
                .put("text_tokens", Math.max(0, usage.input() - usage.cachedInput() - written - usage.audioInput()));
        node.put("output_tokens", usage.output());
        node.putObject("output_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("text_tokens", Math.max(0, usage.output() - usage.reasoning() - usage.audioOutput()));
        node.put("total_tokens", usage.total());
        if (!cost.isEmpty()) {
            node.putRawValue("cost", new RawValue(cost));
        }
        return node;
    }
}
