package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed answer, a chunk an event, as server-sent events or as the elements of one array. Tool calls are held
 * until the choice ends, since they are written whole; what ends a choice is held until the answer ends, since usage
 * stands beside it.
 */
final class GeminiEventEncoder implements EventEncoder {
    private final AnswerStyle style;
    private final boolean array;
    private final Map<Integer, Map<Integer, Call>> calls = new TreeMap<>();
    private final Map<Integer, FinishReason> finished = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();
    private ChatEvent.Started head = new ChatEvent.Started("", "");
    private boolean begun;
    private boolean over;

    private record Call(ChatEvent.ToolCallStarted start, StringBuilder arguments) {}

    GeminiEventEncoder(AnswerStyle style) {
        this.style = style;
        this.array = style.framing() == AnswerStyle.Framing.JSON_ARRAY;
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started started -> head = started;
            case ChatEvent.TextDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.RefusalDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.ThinkingDelta delta ->
                part(delta.choice(), GeminiSaid.thought(delta.text(), Optional.empty()), out);
            case ChatEvent.ThinkingSigned signed ->
                part(signed.choice(), GeminiSaid.thought("", Optional.of(signed.signature())), out);
            case ChatEvent.ThinkingRedacted redacted ->
                part(redacted.choice(), GeminiSaid.thought("", Optional.of(redacted.data())), out);
            case ChatEvent.ToolCallStarted call ->
                calls.computeIfAbsent(call.choice(), choice -> new TreeMap<>())
                        .putIfAbsent(call.call(), new Call(call, new StringBuilder()));
            case ChatEvent.ToolCallDelta delta -> arguments(delta);
            case ChatEvent.Logprobs logprobs -> logprobs(logprobs, out);
            case ChatEvent.UsageReported report ->
                usage = Optional.of(
                        usage.map(seen -> seen.mergeMax(report.usage())).orElse(report.usage()));
            case ChatEvent.Finished end -> {
                writeCalls(end.choice(), out);
                finished.put(end.choice(), end.reason());
            }
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
            case ChatEvent.AudioDelta audio -> {}
            case ChatEvent.Extra extra -> {}
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        over = true;
        chunk(GeminiErrors.envelope(failure), out);
        close(out);
    }

    private void text(int choice, String text, ByteSink out) {
        if (!text.isEmpty()) {
            part(choice, JsonCodec.object().put("text", text), out);
        }
    }

    private void part(int choice, ObjectNode part, ByteSink out) {
        ObjectNode candidate = candidate(choice);
        candidate.withObjectProperty("content").withArrayProperty("parts").add(part);
        answer(candidate, out);
    }

    private static ObjectNode candidate(int choice) {
        ObjectNode candidate = JsonCodec.object();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts");
        content.put("role", "model");
        return candidate.put("index", choice);
    }

    private void arguments(ChatEvent.ToolCallDelta delta) {
        Call call = calls.getOrDefault(delta.choice(), Map.of()).get(delta.call());
        if (call != null) {
            call.arguments().append(delta.fragment());
        }
    }

    private void logprobs(ChatEvent.Logprobs logprobs, ByteSink out) {
        ObjectNode candidate = candidate(logprobs.choice());
        candidate.set("logprobsResult", GeminiLogprobs.write(List.of(logprobs.value())));
        answer(candidate, out);
    }

    private void writeCalls(int choice, ByteSink out) {
        Map<Integer, Call> held = calls.getOrDefault(choice, Map.of());
        for (Call call : held.values()) {
            ChatEvent.ToolCallStarted start = call.start();
            Json arguments = new Json(call.arguments().toString());
            part(choice, GeminiSaid.call(start.id(), start.name(), arguments, start.signature()), out);
        }
        calls.remove(choice);
    }

    private void answer(ObjectNode candidate, ByteSink out) {
        ObjectNode chunk = JsonCodec.object();
        chunk.putArray("candidates").add(candidate);
        GeminiAnswers.identify(chunk, head, style);
        chunk(chunk, out);
    }

    private void end(ByteSink out) {
        List.copyOf(calls.keySet()).forEach(choice -> writeCalls(choice, out));
        if (finished.isEmpty()) {
            finished.put(0, FinishReason.STOP);
        }
        ObjectNode chunk = JsonCodec.object();
        var candidates = chunk.putArray("candidates");
        finished.forEach((choice, reason) ->
                candidates.add(candidate(choice).put("finishReason", GeminiWords.finishReason(reason))));
        usage.ifPresent(report -> chunk.set("usageMetadata", GeminiUsage.write(report)));
        GeminiAnswers.identify(chunk, head, style);
        chunk(chunk, out);
        over = true;
        close(out);
    }

    private void chunk(ObjectNode chunk, ByteSink out) {
        if (array) {
            out.write(begun ? ",\r\n" : "[").write(JsonCodec.bytes(chunk));
        } else {
            out.write("data: ").write(JsonCodec.bytes(chunk)).write("\r\n\r\n");
        }
        begun = true;
    }

    private void close(ByteSink out) {
        if (array) {
            out.write(']');
        }
    }
}
