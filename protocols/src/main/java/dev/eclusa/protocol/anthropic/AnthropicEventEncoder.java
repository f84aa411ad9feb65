package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed message: one block open at a time, in order, each started and stopped. What ends the message waits
 * until the answer ends, since usage may come after the finish reason.
 */
final class AnthropicEventEncoder implements EventEncoder {
    private final AnswerStyle style;
    private final AnthropicBlockStream blocks = new AnthropicBlockStream();
    private boolean started;
    private boolean over;
    private Usage usage = Usage.NONE;
    private FinishReason reason = FinishReason.STOP;
    private Optional<String> stopSequence = Optional.empty();
    private ChatEvent.Started head = new ChatEvent.Started("", "");

    AnthropicEventEncoder(AnswerStyle style) {
        this.style = style;
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started begun -> head = begun;
            case ChatEvent.UsageReported report -> usage = usage.mergeMax(report.usage());
            case ChatEvent.TextDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.RefusalDelta delta -> text(delta.choice(), delta.text(), out);
            case ChatEvent.ThinkingDelta delta -> {
                if (isShown(delta.choice(), out)) {
                    blocks.thinking(delta.text(), out);
                }
            }
            case ChatEvent.ThinkingSigned signed -> {
                if (isShown(signed.choice(), out)) {
                    blocks.signed(signed.signature(), out);
                }
            }
            case ChatEvent.ThinkingRedacted redacted -> {
                if (isShown(redacted.choice(), out)) {
                    blocks.redacted(redacted.data(), out);
                }
            }
            case ChatEvent.ToolCallStarted call -> {
                if (isShown(call.choice(), out)) {
                    blocks.call(call, out);
                }
            }
            case ChatEvent.ToolCallDelta delta -> {
                if (isShown(delta.choice(), out)) {
                    blocks.arguments(delta, out);
                }
            }
            case ChatEvent.Finished finished -> finished(finished);
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
            case ChatEvent.Logprobs logprobs -> {}
            case ChatEvent.AudioDelta audio -> {}
            case ChatEvent.Extra extra -> {}
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        over = true;
        event("error", AnthropicErrors.envelope(failure), out);
    }

    static void event(String name, ObjectNode data, ByteSink out) {
        out.write("event: ")
                .write(name)
                .write("\ndata: ")
                .write(JsonCodec.bytes(data))
                .write("\n\n");
    }

    private void text(int choice, String text, ByteSink out) {
        if (!text.isEmpty() && isShown(choice, out)) {
            blocks.text(text, out);
        }
    }

    /** There is one choice; its first words are preceded by the message's start. */
    private boolean isShown(int choice, ByteSink out) {
        if (choice == 0) {
            start(out);
        }
        return choice == 0;
    }

    private void start(ByteSink out) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode message = AnthropicAnswers.head(head.id(), head.model(), style);
        message.set("usage", AnthropicUsage.write(usage));
        ObjectNode data = JsonCodec.object().put("type", "message_start");
        data.set("message", message);
        event("message_start", data, out);
    }

    private void finished(ChatEvent.Finished finished) {
        if (finished.choice() == 0) {
            reason = finished.reason();
            stopSequence = finished.stopSequence();
        }
    }

    private void end(ByteSink out) {
        over = true;
        start(out);
        blocks.close(out);
        ObjectNode data = JsonCodec.object().put("type", "message_delta");
        ObjectNode delta = data.putObject("delta");
        delta.put("stop_reason", AnthropicWords.stopReason(reason, blocks.called()));
        stopSequence.ifPresentOrElse(text -> delta.put("stop_sequence", text), () -> delta.putNull("stop_sequence"));
        data.set("usage", AnthropicUsage.write(usage));
        event("message_delta", data, out);
        event("message_stop", JsonCodec.object().put("type", "message_stop"), out);
    }
}
