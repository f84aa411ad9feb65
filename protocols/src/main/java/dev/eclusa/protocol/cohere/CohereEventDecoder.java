package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads the events of a streamed answer. It is whole with {@code message-end}; {@code [DONE]}, which mostly follows, or the end of
 * the stream says that nothing else does.
 */
final class CohereEventDecoder implements Dialect.EventDecoder {
    private final Map<Integer, Call> calls = new HashMap<>();
    private final ArrayNode citations = JsonCodec.array();
    private int started;
    private boolean whole;

    /** A call on its way: its place among all, and whether it has arguments yet. */
    private static final class Call {
        private final int number;
        private boolean hasArguments;
        private boolean whole;

        Call(int number) {
            this.number = number;
        }
    }

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (frame.is("[DONE]")) {
            end(sink);
        }
        if (frame.length() == 0 || frame.is("[DONE]")) {
            return;
        }
        JsonNode event = JsonCodec.answer(frame);
        if (!event.isObject()) {
            throw new MalformedAnswer("The provider sent an event that is not an object.");
        }
        JsonNode delta = event.path("delta");
        JsonNode message = delta.path("message");
        int index = event.path("index").asInt(0);
        switch (event.path("type").asString(frame.event())) {
            case "message-start" ->
                sink.accept(new ChatEvent.Started(event.path("id").asString(""), ""));
            case "content-start", "content-delta" -> content(message.path("content"), sink);
            case "tool-plan-delta" -> text(message.path("tool_plan").asString(""), sink);
            case "tool-call-start" -> start(index, message.path("tool_calls"), sink);
            case "tool-call-delta" -> arguments(index, message.path("tool_calls"), sink);
            case "tool-call-end" -> end(index, sink);
            case "citation-start" -> cite(message.path(CohereAnswers.CITATIONS));
            case "message-end" -> end(delta, sink);
            default -> {
                if (event.path("message").isString() || event.has("error")) {
                    sink.accept(new ChatEvent.Failed(CohereErrors.inBand(event)));
                }
            }
        }
    }

    @Override
    public void end(EventSink sink) {
        if (whole) {
            whole = false;
            sink.accept(new ChatEvent.Ended());
        }
    }

    private static void content(JsonNode content, EventSink sink) {
        String thought = content.path("thinking").asString("");
        if (!thought.isEmpty()) {
            sink.accept(new ChatEvent.ThinkingDelta(0, thought));
        }
        text(content.path("text").asString(""), sink);
    }

    private static void text(String words, EventSink sink) {
        if (!words.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, words));
        }
    }

    private void start(int index, JsonNode said, EventSink sink) {
        end(index, sink);
        Call call = new Call(started++);
        calls.put(index, call);
        sink.accept(CohereAnswers.started(call.number, said));
        arguments(index, said, sink);
    }

    private void arguments(int index, JsonNode said, EventSink sink) {
        Call call = calls.get(index);
        String fragment = said.path("function").path("arguments").asString("");
        if (call != null && !fragment.isEmpty()) {
            call.hasArguments = true;
            sink.accept(new ChatEvent.ToolCallDelta(0, call.number, fragment));
        }
    }

    private void end(int index, EventSink sink) {
        Call call = calls.get(index);
        if (call != null) {
            finish(call, sink);
        }
    }

    /** A call without arguments has an empty object of them. */
    private static void finish(Call call, EventSink sink) {
        if (!call.whole && !call.hasArguments) {
            sink.accept(new ChatEvent.ToolCallDelta(0, call.number, "{}"));
        }
        call.whole = true;
    }

    private void cite(JsonNode citation) {
        if (citation.isArray()) {
            citation.forEach(citations::add);
        } else if (citation.isObject()) {
            citations.add(citation);
        }
    }

    private void end(JsonNode delta, EventSink sink) {
        String reason = delta.path("finish_reason").asString("");
        if (CohereWords.isFailure(reason)) {
            sink.accept(new ChatEvent.Failed(CohereErrors.inBand(delta)));
            return;
        }
        calls.values().forEach(call -> finish(call, sink));
        if (!citations.isEmpty()) {
            sink.accept(new ChatEvent.Extra(0, CohereAnswers.CITATIONS, JsonCodec.json(citations)));
        }
        if (delta.path("usage").isObject() && !delta.path("usage").isEmpty()) {
            sink.accept(new ChatEvent.UsageReported(CohereUsage.read(delta.path("usage"))));
        }
        sink.accept(new ChatEvent.Finished(0, CohereWords.reason(reason), reason, Optional.empty()));
        whole = true;
    }
}
