package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.GeneratedIds;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tool calls of one answer: whole objects, with ids in newer versions only. */
final class OllamaToolCalls {
    private final Set<String> ids = new HashSet<>();
    private int count;

    /** Whether a call came. */
    boolean any() {
        return count > 0;
    }

    /** Reads the calls of a line or of a whole answer. */
    void read(JsonNode calls, EventSink sink) {
        if (!calls.isArray()) {
            return;
        }
        for (JsonNode call : calls) {
            if (call.isObject()) {
                read(call.path("id").asString(""), call.path("function"), sink);
            }
        }
    }

    private void read(String joined, JsonNode function, EventSink sink) {
        String id = SignedIds.id(joined);
        String unique = id.isEmpty() || !ids.add(id) ? GeneratedIds.call() : id;
        Optional<String> signature = SignedIds.signature(joined);
        sink.accept(new ChatEvent.ToolCallStarted(
                0, count, unique, function.path("name").asString(""), signature));
        JsonNode arguments = function.path("arguments");
        String text = arguments.isString() ? arguments.asString() : JsonCodec.text(arguments);
        boolean says = !arguments.isMissingNode() && !arguments.isNull() && !text.isBlank();
        sink.accept(new ChatEvent.ToolCallDelta(0, count, says ? text : "{}"));
        count++;
    }

    /** A call as an answer shows it. */
    static ObjectNode write(int index, String id, Optional<String> signature, String name, Json arguments) {
        ObjectNode node = JsonCodec.object().put("id", SignedIds.join(id, signature));
        ObjectNode function = node.putObject("function");
        function.put("index", index).put("name", name);
        function.set("arguments", JsonCodec.object(arguments));
        return node;
    }
}
