package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.GeneratedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads one choice's tool calls: fragments keyed by index, which may be missing or the same for every call, with ids that
 * may be missing, the same for every call (TGI) or repeated in every fragment. A call begins once its name is known.
 */
final class OpenAiToolCalls {
    /** What TGI and others give every call: no id at all. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    private final int choice;
    private final boolean whole;
    private final Map<Integer, Call> byIndex = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private int count;

    OpenAiToolCalls(int choice, boolean whole) {
        this.choice = choice;
        this.whole = whole;
    }

    /** One call, not yet begun while its name is missing. */
    private static final class Call {
        private int number = -1;
        private String id = "";
        private Optional<String> signature = Optional.empty();
        private final StringBuilder held = new StringBuilder();
    }

    /** Whether a call began. */
    boolean any() {
        return count > 0;
    }

    void read(JsonNode said, EventSink sink) {
        int position = 0;
        for (JsonNode call : said.path("tool_calls")) {
            read(call, whole ? position : call.path("index").asInt(position), call.path("function"), sink);
            position++;
        }
        if (said.path("function_call").isObject()) {
            read(JsonCodec.object(), position, said.path("function_call"), sink);
        }
    }

    /** Begins calls whose name never came. */
    void end(EventSink sink) {
        byIndex.values().stream()
                .filter(call -> call.number < 0 && !call.held.isEmpty())
                .forEach(call -> begin(call, "", sink));
    }

    private void read(JsonNode node, int index, JsonNode function, EventSink sink) {
        String name = function.path("name").asString("");
        String id = node.path("id").asString("");
        Call call = call(index, id, name);
        if (call.id.isEmpty()) {
            call.id = id;
        }
        call.signature = call.signature.or(() ->
                OpenAiChoices.string(node.path("extra_content").path("google").path("thought_signature")));
        if (call.number < 0 && !name.isEmpty()) {
            begin(call, name, sink);
        }
        arguments(call, function.path("arguments"), sink);
    }

    /** The call of that index; a new one where a new id and name show that another begins under the same index. */
    private Call call(int index, String id, String name) {
        Call call = byIndex.get(index);
        boolean another = call == null || (call.number >= 0 && !name.isEmpty() && !id.isEmpty() && !id.equals(call.id));
        if (call == null || another) {
            call = new Call();
            byIndex.put(index, call);
        }
        return call;
    }

    private void begin(Call call, String name, EventSink sink) {
        boolean unusable = call.id.isEmpty() || NUMBER.matcher(call.id).matches() || !ids.add(call.id);
        String id = unusable ? GeneratedIds.call() : call.id;
        call.number = count++;
        sink.accept(new ChatEvent.ToolCallStarted(choice, call.number, id, name, call.signature));
        if (!call.held.isEmpty()) {
            sink.accept(new ChatEvent.ToolCallDelta(choice, call.number, call.held.toString()));
        }
    }

    private void arguments(Call call, JsonNode arguments, EventSink sink) {
        String fragment = arguments.isObject() ? JsonCodec.text(arguments) : arguments.asString("");
        if (call.number < 0) {
            call.held.append(fragment);
        } else if (!fragment.isEmpty()) {
            sink.accept(new ChatEvent.ToolCallDelta(choice, call.number, fragment));
        }
    }
}
