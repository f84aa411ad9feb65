package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a stream as ConverseStream does: one block open at a time, in order. What ends the message waits until the answer
 * ends, since usage may come after the finish reason.
 */
final class BedrockEventEncoder implements EventEncoder {
    private final BedrockBlockStream blocks = new BedrockBlockStream();
    private boolean started;
    private boolean over;
    private Usage usage = Usage.NONE;
    private FinishReason reason = FinishReason.STOP;
    private Optional<String> stopSequence = Optional.empty();

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started begun -> {}
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
        BinaryMessage.exception(BedrockErrors.streamed(failure), BedrockErrors.body(failure), out);
    }

    static void event(String name, ObjectNode data, ByteSink out) {
        BinaryMessage.event(name, JsonCodec.bytes(data), out);
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
        if (!started) {
            started = true;
            event("messageStart", JsonCodec.object().put("role", "assistant"), out);
        }
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
        event("messageStop", BedrockAnswers.stop(reason, blocks.called(), stopSequence), out);
        ObjectNode metadata = JsonCodec.object();
        metadata.set("usage", BedrockUsage.write(usage));
        metadata.set("metrics", BedrockAnswers.metrics());
        event("metadata", metadata, out);
    }
}
