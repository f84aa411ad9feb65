package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes chat completion chunks. */
final class OpenAiEventEncoder implements EventEncoder {
    private final AnswerStyle style;
    private final Set<Integer> opened = new HashSet<>();
    private final Set<Integer> called = new HashSet<>();
    private String id;
    private String model;
    private Optional<Usage> usage = Optional.empty();

    OpenAiEventEncoder(AnswerStyle style) {
        this.style = style;
        this.id = style.id();
        this.model = style.model();
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        switch (event) {
            case ChatEvent.Started started -> start(started);
            case ChatEvent.TextDelta delta -> text(delta.choice(), "content", delta.text(), out);
            case ChatEvent.ThinkingDelta delta -> text(delta.choice(), "reasoning_content", delta.text(), out);
            case ChatEvent.ThinkingSigned signed ->
                detail(signed.choice(), OpenAiWords.signedThinking("", signed.signature()), out);
            case ChatEvent.ThinkingRedacted redacted ->
                detail(redacted.choice(), OpenAiWords.encryptedThinking(redacted.data()), out);
            case ChatEvent.RefusalDelta delta -> text(delta.choice(), "refusal", delta.text(), out);
            case ChatEvent.ToolCallStarted call -> call(call, out);
            case ChatEvent.ToolCallDelta delta -> arguments(delta, out);
            case ChatEvent.Logprobs logprobs -> logprobs(logprobs, out);
            case ChatEvent.AudioDelta audio -> delta(audio.choice(), "audio", JsonCodec.tree(audio.value()), out);
            case ChatEvent.Extra extra -> {}
            case ChatEvent.UsageReported report ->
                usage = Optional.of(
                        usage.map(seen -> seen.mergeMax(report.usage())).orElse(report.usage()));
            case ChatEvent.Finished finished -> finish(finished, out);
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        write(OpenAiErrors.envelope(failure), out);
        out.write("data: [DONE]\n\n");
    }

    private void start(ChatEvent.Started started) {
        id = started.id().isEmpty() ? id : started.id();
        model = started.model().isEmpty() ? model : started.model();
    }

    private void text(int choice, String field, String text, ByteSink out) {
        delta(choice, field, JsonCodec.string(text), out);
    }

    private void detail(int choice, ObjectNode detail, ByteSink out) {
        delta(choice, "reasoning_details", JsonCodec.array().add(detail), out);
    }

    private void call(ChatEvent.ToolCallStarted start, ByteSink out) {
        called.add(start.choice());
        ObjectNode call = JsonCodec.object();
        call.put("index", start.call());
        call.put("id", start.id());
        call.put("type", "function");
        call.putObject("function").put("name", start.name()).put("arguments", "");
        OpenAiWords.signature(call, start.signature());
        delta(start.choice(), "tool_calls", JsonCodec.array().add(call), out);
    }

    private void arguments(ChatEvent.ToolCallDelta fragment, ByteSink out) {
        ObjectNode call = JsonCodec.object();
        call.put("index", fragment.call());
        call.putObject("function").put("arguments", fragment.fragment());
        delta(fragment.choice(), "tool_calls", JsonCodec.array().add(call), out);
    }

    private void logprobs(ChatEvent.Logprobs logprobs, ByteSink out) {
        open(logprobs.choice(), out);
        ObjectNode choice = choice(logprobs.choice(), JsonCodec.object());
        choice.set("logprobs", JsonCodec.tree(logprobs.value()));
        write(chunk(choice), out);
    }

    private void delta(int choice, String field, JsonNode value, ByteSink out) {
        open(choice, out);
        ObjectNode delta = JsonCodec.object();
        delta.set(field, value);
        write(chunk(choice(choice, delta)), out);
    }

    /** The first chunk of a choice names the role. */
    private void open(int choice, ByteSink out) {
        if (opened.add(choice)) {
            ObjectNode delta = JsonCodec.object();
            delta.put("role", "assistant");
            delta.put("content", "");
            write(chunk(choice(choice, delta)), out);
        }
    }

    private void finish(ChatEvent.Finished finished, ByteSink out) {
        open(finished.choice(), out);
        ObjectNode choice = choice(finished.choice(), JsonCodec.object());
        choice.put("finish_reason", OpenAiWords.finishReason(finished.reason(), called.contains(finished.choice())));
        write(chunk(choice), out);
    }

    private void end(ByteSink out) {
        if (style.includeUsage()) {
            ObjectNode last = chunk();
            last.putArray("choices");
            usage.ifPresent(report ->
                    last.set("usage", OpenAiUsage.write(report, style.priced().cost(report))));
            write(last, out);
        }
        out.write("data: [DONE]\n\n");
    }

    private static ObjectNode choice(int index, ObjectNode delta) {
        ObjectNode choice = JsonCodec.object();
        choice.put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.putNull("finish_reason");
        return choice;
    }

    private ObjectNode chunk(ObjectNode choice) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices").add(choice);
        if (style.includeUsage()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode chunk() {
        ObjectNode chunk = JsonCodec.object();
        chunk.put("id", id);
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", style.createdSeconds());
        chunk.put("model", model);
        return chunk;
    }

    private static void write(ObjectNode node, ByteSink out) {
        out.write("data: ").write(JsonCodec.bytes(node)).write("\n\n");
    }
}
