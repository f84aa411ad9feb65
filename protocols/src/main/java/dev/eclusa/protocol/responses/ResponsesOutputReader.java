package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the items of an output; counts its calls, whatever items stand between them. */
final class ResponsesOutputReader {
    /** Items only this dialect knows, carried whole. */
    static final String ITEM = "output_item";

    private int calls;

    void read(JsonNode item, EventSink sink) {
        switch (item.path("type").asString("")) {
            case "message" -> item.path("content").forEach(part -> part(part, sink));
            case "reasoning" -> {
                thoughts(item, sink);
                seal(item, sink);
            }
            case "function_call" -> arguments(call(item, sink), item, sink);
            default -> sink.accept(new ChatEvent.Extra(0, ITEM, JsonCodec.json(item)));
        }
    }

    private static void part(JsonNode part, EventSink sink) {
        if (part.path("type").asString("").equals("refusal")) {
            sink.accept(new ChatEvent.RefusalDelta(0, part.path("refusal").asString("")));
            return;
        }
        String text = part.path("text").asString("");
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, text));
        }
        logprobs(part, sink);
    }

    static void logprobs(JsonNode part, EventSink sink) {
        if (part.path("logprobs").isArray() && !part.path("logprobs").isEmpty()) {
            ObjectNode value = JsonCodec.object();
            value.set("content", part.path("logprobs"));
            sink.accept(new ChatEvent.Logprobs(0, JsonCodec.json(value)));
        }
    }

    /** The summary, or the thoughts themselves where an open model shows them. */
    private static void thoughts(JsonNode item, EventSink sink) {
        JsonNode summary = item.path("summary");
        String between = "";
        for (JsonNode part : summary.isEmpty() ? item.path("content") : summary) {
            String text = part.path("text").asString("");
            if (!text.isEmpty()) {
                sink.accept(new ChatEvent.ThinkingDelta(0, between + text));
                between = "\n\n";
            }
        }
    }

    static void seal(JsonNode item, EventSink sink) {
        String encrypted = item.path("encrypted_content").asString("");
        if (!encrypted.isEmpty()) {
            sink.accept(ResponsesSeal.event(encrypted));
        }
    }

    /** A call begins; answers its number. */
    int call(JsonNode item, EventSink sink) {
        String given = item.path("call_id").asString("");
        String id = given.isEmpty() ? item.path("id").asString("call_" + calls) : given;
        String name = item.path("name").asString("");
        sink.accept(new ChatEvent.ToolCallStarted(0, calls, SignedIds.id(id), name, SignedIds.signature(id)));
        return calls++;
    }

    static void arguments(int call, JsonNode item, EventSink sink) {
        String arguments = item.path("arguments").asString("");
        if (!arguments.isEmpty()) {
            sink.accept(new ChatEvent.ToolCallDelta(0, call, arguments));
        }
    }

    /** The end of a response, by its own word. */
    void finish(JsonNode response, EventSink sink) {
        if (response.path("usage").isObject()) {
            sink.accept(new ChatEvent.UsageReported(ResponsesUsage.read(response.path("usage"))));
        }
        String why = response.path("incomplete_details").path("reason").asString("");
        String status = response.path("status").asString("");
        sink.accept(new ChatEvent.Finished(0, reason(status, why), why.isEmpty() ? status : why, Optional.empty()));
        sink.accept(new ChatEvent.Ended());
    }

    private FinishReason reason(String status, String why) {
        if (status.equals("incomplete")) {
            return why.equals("content_filter") ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH;
        }
        return calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Log probabilities in the form of a list. */
    static ArrayNode listed(Json logprobs) {
        return JsonCodec.tree(logprobs).path("content") instanceof ArrayNode list ? list : JsonCodec.array();
    }
}
