package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.GeneratedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one choice's tool calls: fragments keyed by index, ids that may be missing or the same for every call (TGI). */
final class OpenAiToolCalls {
    private final int choice;
    private final Map<Integer, Integer> byIndex = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private int count;

    OpenAiToolCalls(int choice) {
        this.choice = choice;
    }

    /** Whether a call began. */
    boolean any() {
        return count > 0;
    }

    void read(JsonNode said, EventSink sink) {
        int position = 0;
        for (JsonNode call : said.path("tool_calls")) {
            read(call, call.path("index").asInt(position), call.path("function"), sink);
            position++;
        }
        if (said.path("function_call").isObject()) {
            read(JsonCodec.object(), 0, said.path("function_call"), sink);
        }
    }

    private void read(JsonNode call, int index, JsonNode function, EventSink sink) {
        String name = function.path("name").asString("");
        String id = call.path("id").asString("");
        boolean another = !id.isEmpty() && !ids.contains(id) && !name.isEmpty();
        if (!byIndex.containsKey(index) || another) {
            byIndex.put(index, count);
            Optional<String> signature = OpenAiChoices.string(
                    call.path("extra_content").path("google").path("thought_signature"));
            String unique = id.isEmpty() || !ids.add(id) ? GeneratedIds.call() : id;
            sink.accept(new ChatEvent.ToolCallStarted(choice, count++, unique, name, signature));
        }
        JsonNode arguments = function.path("arguments");
        String fragment = arguments.isObject() ? JsonCodec.text(arguments) : arguments.asString("");
        if (!fragment.isEmpty()) {
            sink.accept(new ChatEvent.ToolCallDelta(choice, byIndex.get(index), fragment));
        }
    }
}
