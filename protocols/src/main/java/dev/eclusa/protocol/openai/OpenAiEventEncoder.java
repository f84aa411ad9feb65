package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Writes chat completion chunks. */
final class OpenAiEventEncoder implements EventEncoder {
    private static final String DONE = "data: [DONE]\n\n";

    private final AnswerStyle style;
    private final OpenAiChunks chunks;
    private final Map<Integer, OpenAiWrittenChoice> choices = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();
    private boolean over;

    OpenAiEventEncoder(AnswerStyle style) {
        this.style = style;
        this.chunks = new OpenAiChunks(style);
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started started -> chunks.named(started.id(), started.model());
            case ChatEvent.TextDelta delta -> choice(delta.choice(), out).text("content", delta.text(), out);
            case ChatEvent.ThinkingDelta delta -> choice(delta.choice(), out).thinking(delta.text(), out);
            case ChatEvent.ThinkingSigned signed -> choice(signed.choice(), out).signed(signed.signature(), out);
            case ChatEvent.ThinkingRedacted redacted ->
                choice(redacted.choice(), out).detail(OpenAiWords.encryptedThinking(redacted.data()), out);
            case ChatEvent.RefusalDelta delta -> choice(delta.choice(), out).text("refusal", delta.text(), out);
            case ChatEvent.ToolCallStarted call -> choice(call.choice(), out).call(call, out);
            case ChatEvent.ToolCallDelta delta -> choice(delta.choice(), out).arguments(delta, out);
            case ChatEvent.Logprobs logprobs -> {
                choice(logprobs.choice(), out);
                chunks.logprobs(logprobs.choice(), json(logprobs.value()), out);
            }
            case ChatEvent.AudioDelta audio -> choice(audio.choice(), out).field("audio", json(audio.value()), out);
            case ChatEvent.Extra extra -> extra(extra, out);
            case ChatEvent.UsageReported report -> report(report.usage());
            case ChatEvent.Finished finished -> choice(finished.choice(), out).finish(finished, out);
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        over = true;
        out.write("data: ")
                .write(JsonCodec.bytes(OpenAiErrors.envelope(failure)))
                .write("\n\n");
    }

    /** The choice of that index; its first chunk names the role. */
    private OpenAiWrittenChoice choice(int index, ByteSink out) {
        OpenAiWrittenChoice choice = choices.get(index);
        if (choice == null) {
            choice = new OpenAiWrittenChoice(index, chunks);
            choices.put(index, choice);
            chunks.delta(index, "{\"role\":\"assistant\",\"content\":\"\"}", out);
        }
        return choice;
    }

    private void extra(ChatEvent.Extra extra, ByteSink out) {
        if (OpenAiChoice.CARRIED.contains(extra.name())) {
            choice(extra.choice(), out).field(extra.name(), json(extra.value()), out);
        }
    }

    private void report(Usage report) {
        usage = Optional.of(usage.map(seen -> seen.mergeMax(report)).orElse(report));
    }

    private void end(ByteSink out) {
        over = true;
        if (choices.isEmpty()) {
            choice(0, out);
        }
        choices.values().forEach(choice -> choice.end(out));
        if (style.includeUsage()) {
            usage.ifPresent(report -> {
                JsonNode node = OpenAiUsage.write(report, style.priced().cost(report));
                chunks.usage(JsonCodec.text(node), out);
            });
        }
        out.write(DONE);
    }

    /** A value as it may stand in a frame: on one line, and JSON whatever it was. */
    private static String json(Json value) {
        return JsonCodec.text(JsonCodec.tree(value));
    }
}
