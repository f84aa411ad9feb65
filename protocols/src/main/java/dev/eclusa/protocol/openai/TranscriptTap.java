package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.DecodingTap;
import dev.eclusa.protocol.pipe.FrameTap;
import tools.jackson.databind.JsonNode;

/** Reads the events of a transcript that is streamed: pieces of its text, then all of it with what it took. */
public final class TranscriptTap implements FrameTap {
    @Override
    public void read(Frame frame, AnswerTally tally) {
        if (frame.is("[DONE]") || frame.length() == 0) {
            return;
        }
        JsonNode event = JsonCodec.answer(frame);
        if (!event.isObject()) {
            throw new MalformedAnswer("The provider sent an event that is not an object.");
        }
        if (OpenAiEventDecoder.failed(event)) {
            tally.failed(OpenAiErrors.inBand(event));
        } else if (event.path("type").asString("").equals("transcript.text.done")) {
            tally.usage(usage(event.path("usage")));
            tally.finished(FinishReason.STOP);
            tally.ended();
        } else {
            tally.content(event.path("delta").asString("").length());
        }
    }

    /** What it took, where that is counted in tokens. */
    private static Usage usage(JsonNode usage) {
        long sound = usage.path("input_token_details").path("audio_tokens").asLong(0);
        long input = usage.path("input_tokens").asLong(0);
        return new Usage(input, 0, 0, 0, usage.path("output_tokens").asLong(0), 0, sound, 0);
    }

    @Override
    public void write(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        DecodingTap.writeRaw(frame, rawStart, rawEnd, out);
    }

    @Override
    public void end(AnswerTally tally) {}
}
