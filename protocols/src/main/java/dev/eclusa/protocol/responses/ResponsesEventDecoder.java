package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the events of a response. What only came whole, in the event that ends an item, is read there. */
final class ResponsesEventDecoder implements Dialect.EventDecoder {
    private final ResponsesOutputReader reader = new ResponsesOutputReader();
    /** Numbers of the calls that began, by the place of their item. */
    private final Map<Integer, Integer> calls = new HashMap<>();
    /** Places of items of which something came. */
    private final Set<Integer> told = new HashSet<>();

    private final boolean figuresOnly;
    private boolean started;
    private boolean over;

    /** Reads all that is said. */
    ResponsesEventDecoder() {
        this(false);
    }

    private ResponsesEventDecoder(boolean figuresOnly) {
        this.figuresOnly = figuresOnly;
    }

    /** Reads only names, figures and failures: of the events that hold the whole response, not its output. */
    static ResponsesEventDecoder ofFigures() {
        return new ResponsesEventDecoder(true);
    }

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (over || frame.length() == 0 || frame.is("[DONE]")) {
            return;
        }
        JsonNode event = JsonCodec.answer(frame);
        if (!event.isObject()) {
            throw new MalformedAnswer("The provider sent an event that is not an object.");
        }
        String type = event.path("type").asString(frame.event());
        if (type.isEmpty() && event.path("error").isObject()) {
            fail(event, sink);
        } else {
            event(type, event, sink);
        }
    }

    @Override
    public void end(EventSink sink) {}

    private void event(String type, JsonNode event, EventSink sink) {
        int place = event.path("output_index").asInt(0);
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> start(event.path("response"), sink);
            case "response.output_item.added" -> added(place, event.path("item"), sink);
            case "response.output_text.delta" -> {
                tell(place, new ChatEvent.TextDelta(0, delta(event)), sink);
                ResponsesOutputReader.logprobs(event, sink);
            }
            case "response.refusal.delta" -> tell(place, new ChatEvent.RefusalDelta(0, delta(event)), sink);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                tell(place, new ChatEvent.ThinkingDelta(0, delta(event)), sink);
            case "response.reasoning_summary_part.added" -> part(place, event, sink);
            case "response.function_call_arguments.delta" -> arguments(place, event, sink);
            case "response.output_item.done" -> done(place, event.path("item"), sink);
            case "response.completed", "response.incomplete" -> end(event.path("response"), sink);
            case "response.failed", "error" -> fail(event, sink);
            default -> {}
        }
    }

    private static String delta(JsonNode event) {
        return event.path("delta").asString("");
    }

    private void tell(int place, ChatEvent event, EventSink sink) {
        told.add(place);
        sink.accept(event);
    }

    /** One answer is one stream; that the provider names it again changes nothing. */
    private void start(JsonNode response, EventSink sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Started(
                    response.path("id").asString(""), response.path("model").asString("")));
        }
    }

    private void added(int place, JsonNode item, EventSink sink) {
        if (item.path("type").asString("").equals("function_call") && !calls.containsKey(place)) {
            calls.put(place, reader.call(item, sink));
        }
    }

    /** Parts of a summary are paragraphs. */
    private void part(int place, JsonNode event, EventSink sink) {
        if (event.path("summary_index").asInt(0) > 0 && told.contains(place)) {
            sink.accept(new ChatEvent.ThinkingDelta(0, "\n\n"));
        }
    }

    private void arguments(int place, JsonNode event, EventSink sink) {
        Integer call = calls.get(place);
        if (call != null) {
            tell(place, new ChatEvent.ToolCallDelta(0, call, delta(event)), sink);
        }
    }

    private void done(int place, JsonNode item, EventSink sink) {
        String type = item.path("type").asString("");
        Integer call = calls.get(place);
        if (type.equals("reasoning") && told.contains(place)) {
            ResponsesOutputReader.seal(item, sink);
        } else if (call != null) {
            if (!told.contains(place)) {
                ResponsesOutputReader.arguments(call, item, sink);
            }
        } else if (!told.contains(place)) {
            reader.read(item, sink);
        }
        told.add(place);
    }

    private void end(JsonNode response, EventSink sink) {
        over = true;
        start(response, sink);
        if (told.isEmpty() && !figuresOnly) {
            response.path("output").forEach(item -> reader.read(item, sink));
        }
        reader.finish(response, sink);
    }

    private void fail(JsonNode event, EventSink sink) {
        over = true;
        sink.accept(new ChatEvent.Failed(ResponsesFailure.read(ResponsesFailure.error(event))));
    }
}
