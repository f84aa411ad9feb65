package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed answer, a line an event. Tool calls are held until the choice ends, since they are written whole; the
 * last line is held until the answer ends, since usage may come after the finish reason. There is one choice.
 */
final class OllamaEventEncoder implements EventEncoder {
    private final OllamaShape shape;
    private final AnswerStyle style;
    private final LongSupplier nanos;
    private final long begunNanos;
    private final Map<Integer, Call> calls = new TreeMap<>();
    private long firstNanos;
    private int callsWritten;
    private String model = "";
    private Optional<Usage> usage = Optional.empty();
    private FinishReason reason = FinishReason.STOP;
    private boolean closed;

    private record Call(ChatEvent.ToolCallStarted start, StringBuilder arguments) {}

    /** An encoder that measures how long the answer takes, from now. */
    OllamaEventEncoder(OllamaShape shape, AnswerStyle style, LongSupplier nanos) {
        this.shape = shape;
        this.style = style;
        this.nanos = nanos;
        this.begunNanos = nanos.getAsLong();
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (closed) {
            return;
        }
        if (firstNanos == 0) {
            firstNanos = nanos.getAsLong();
        }
        switch (event) {
            case ChatEvent.Started started -> model = started.model();
            case ChatEvent.TextDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.RefusalDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.ThinkingDelta delta ->
                field(delta.choice(), "thinking", JsonCodec.string(delta.text()), out);
            case ChatEvent.ThinkingSigned signed ->
                detail(signed.choice(), OllamaThoughts.signed("", signed.signature()), out);
            case ChatEvent.ThinkingRedacted redacted ->
                detail(redacted.choice(), OllamaThoughts.encrypted(redacted.data()), out);
            case ChatEvent.ToolCallStarted call -> started(call);
            case ChatEvent.ToolCallDelta delta -> arguments(delta);
            case ChatEvent.Logprobs logprobs -> logprobs(logprobs, out);
            case ChatEvent.AudioDelta audio -> {}
            case ChatEvent.Extra extra -> {}
            case ChatEvent.UsageReported report ->
                usage = Optional.of(
                        usage.map(seen -> seen.mergeMax(report.usage())).orElse(report.usage()));
            case ChatEvent.Finished finished -> finished(finished, out);
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        if (!closed) {
            closed = true;
            write(OllamaErrors.envelope(failure), out);
        }
    }

    private void text(int choice, String text, ByteSink out) {
        if (choice == 0) {
            said(text, out);
        }
    }

    private void detail(int choice, ObjectNode detail, ByteSink out) {
        field(choice, "reasoning_details", JsonCodec.array().add(detail), out);
    }

    private void field(int choice, String name, JsonNode value, ByteSink out) {
        if (choice != 0) {
            return;
        }
        ObjectNode document = OllamaLines.document(style, model);
        shape.said(document).put(shape.content(), "").set(name, value);
        write(document.put("done", false), out);
    }

    private void said(String text, ByteSink out) {
        ObjectNode document = OllamaLines.document(style, model);
        shape.said(document).put(shape.content(), text);
        write(document.put("done", false), out);
    }

    private void started(ChatEvent.ToolCallStarted start) {
        if (start.choice() == 0) {
            calls.putIfAbsent(start.call(), new Call(start, new StringBuilder()));
        }
    }

    private void arguments(ChatEvent.ToolCallDelta delta) {
        Call call = delta.choice() == 0 ? calls.get(delta.call()) : null;
        if (call != null) {
            call.arguments().append(delta.fragment());
        }
    }

    private void logprobs(ChatEvent.Logprobs logprobs, ByteSink out) {
        JsonNode entries = OllamaLines.logprobs(logprobs.value());
        if (logprobs.choice() == 0 && !entries.isEmpty()) {
            ObjectNode document = OllamaLines.document(style, model);
            shape.said(document).put(shape.content(), "");
            document.put("done", false).set("logprobs", entries);
            write(document, out);
        }
    }

    private void finished(ChatEvent.Finished finished, ByteSink out) {
        if (finished.choice() == 0) {
            reason = finished.reason();
            writeCalls(out);
        }
    }

    private void end(ByteSink out) {
        writeCalls(out);
        closed = true;
        ObjectNode document = OllamaLines.document(style, model);
        shape.said(document).put(shape.content(), "");
        OllamaLines.done(
                document,
                reason,
                usage,
                new OllamaLines.Durations(firstNanos - begunNanos, nanos.getAsLong() - firstNanos));
        write(document, out);
    }

    private void writeCalls(ByteSink out) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayNode whole = JsonCodec.array();
        for (Call call : calls.values()) {
            ChatEvent.ToolCallStarted start = call.start();
            Json arguments = new Json(call.arguments().toString());
            whole.add(OllamaToolCalls.write(callsWritten++, start.id(), start.signature(), start.name(), arguments));
        }
        calls.clear();
        field(0, "tool_calls", whole, out);
    }

    private static void write(ObjectNode document, ByteSink out) {
        out.write(JsonCodec.bytes(document)).write('\n');
    }
}
