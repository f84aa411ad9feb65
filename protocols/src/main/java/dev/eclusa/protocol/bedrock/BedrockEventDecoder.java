package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;

/**
 * Reads the events of ConverseStream. Usage comes after {@code messageStop}, so that the answer ends with
 * {@code metadata}, or with the stream where none comes.
 */
final class BedrockEventDecoder implements Dialect.EventDecoder {
    private final BedrockBlocks blocks = new BedrockBlocks();
    private boolean stopped;
    private boolean ended;

    @Override
    public void decode(Frame frame, EventSink sink) {
        JsonNode event = frame.length() == 0 ? JsonCodec.object() : JsonCodec.answer(frame);
        if (!event.isObject()) {
            throw new MalformedAnswer("The provider sent an event that is not an object.");
        }
        int index = event.path("contentBlockIndex").asInt(0);
        switch (frame.event()) {
            case "messageStart" -> sink.accept(new ChatEvent.Started("", ""));
            case "contentBlockStart" -> blocks.start(index, event.path("start"), sink);
            case "contentBlockDelta" -> blocks.delta(index, event.path("delta"), sink);
            case "contentBlockStop" -> blocks.stop(index, sink);
            case "messageStop" -> stop(event, sink);
            case "metadata" -> metadata(event, sink);
            default -> other(frame.event(), event, sink);
        }
    }

    @Override
    public void end(EventSink sink) {
        if (stopped && !ended) {
            ended = true;
            sink.accept(new ChatEvent.Ended());
        }
    }

    private void stop(JsonNode event, EventSink sink) {
        stopped = true;
        sink.accept(BedrockAnswers.finished(event));
    }

    private void metadata(JsonNode event, EventSink sink) {
        if (event.path("trace").isObject()) {
            sink.accept(new ChatEvent.Extra(0, "trace", JsonCodec.json(event.path("trace"))));
        }
        if (event.path("usage").isObject()) {
            sink.accept(new ChatEvent.UsageReported(BedrockUsage.read(event.path("usage"))));
        }
        end(sink);
    }

    private static void other(String name, JsonNode event, EventSink sink) {
        if (name.startsWith(BinaryMessage.EXCEPTION)) {
            String type = name.substring(BinaryMessage.EXCEPTION.length());
            sink.accept(new ChatEvent.Failed(BedrockErrors.inBand(type, event)));
        } else if (name.isEmpty()) {
            throw new MalformedAnswer("The provider sent an event without a name.");
        }
    }
}
