package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;

/** Reads the events of a streamed message. */
final class AnthropicEventDecoder implements Dialect.EventDecoder {
    private final AnthropicBlocks blocks = new AnthropicBlocks();
    private boolean started;
    private Usage usage = Usage.NONE;

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (frame.length() == 0 || frame.is("[DONE]")) {
            return;
        }
        JsonNode event = JsonCodec.answer(frame);
        if (!event.isObject()) {
            throw new MalformedAnswer("The provider sent an event that is not an object.");
        }
        int index = event.path("index").asInt(0);
        switch (event.path("type").asString(frame.event())) {
            case "message_start" -> start(event.path("message"), sink);
            case "content_block_start" -> blocks.start(index, event.path("content_block"), sink);
            case "content_block_delta" -> blocks.delta(index, event.path("delta"), sink);
            case "content_block_stop" -> blocks.stop(index, sink);
            case "message_delta" -> delta(event, sink);
            case "message_stop" -> sink.accept(new ChatEvent.Ended());
            case "error" -> sink.accept(new ChatEvent.Failed(AnthropicErrors.inBand(event)));
            default -> {
                if (event.path("error").isObject()) {
                    sink.accept(new ChatEvent.Failed(AnthropicErrors.inBand(event)));
                }
            }
        }
    }

    /** A stream has no end but its own marker. */
    @Override
    public void end(EventSink sink) {}

    /** A second start comes from something spliced in before the provider: what was open before is over. */
    private void start(JsonNode message, EventSink sink) {
        blocks.forget();
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Started(
                    message.path("id").asString(""), message.path("model").asString("")));
        }
        report(message.path("usage"), sink);
    }

    private void delta(JsonNode event, EventSink sink) {
        report(event.path("usage"), sink);
        if (event.path("delta").hasNonNull("stop_reason")) {
            sink.accept(AnthropicAnswers.finished(event.path("delta")));
        }
    }

    /**
     * Reports are cumulative, field by field; some servers put the input only into the last. The whole input is summed
     * from fields of which a report may hold only some, so the larger of each is taken before.
     */
    private void report(JsonNode report, EventSink sink) {
        if (report.isObject()) {
            usage = merged(usage, AnthropicUsage.read(report));
            sink.accept(new ChatEvent.UsageReported(usage));
        }
    }

    private static Usage merged(Usage seen, Usage later) {
        Usage most = seen.mergeMax(later);
        long plain = Math.max(uncached(seen), uncached(later));
        long input = plain + most.cachedInput() + most.cacheWrite() + most.cacheWriteHour();
        return new Usage(
                input,
                most.cachedInput(),
                most.cacheWrite(),
                most.cacheWriteHour(),
                most.output(),
                most.reasoning(),
                most.audioInput(),
                most.audioOutput());
    }

    private static long uncached(Usage usage) {
        return usage.input() - usage.cachedInput() - usage.cacheWrite() - usage.cacheWriteHour();
    }
}
