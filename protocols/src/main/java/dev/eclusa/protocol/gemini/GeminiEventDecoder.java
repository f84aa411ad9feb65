package dev.eclusa.protocol.gemini;

import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;

/** Reads the chunks of a stream, which ends without a marker of its own once its candidates have ended. */
final class GeminiEventDecoder implements Dialect.EventDecoder {
    private final GeminiDocumentReader reader = new GeminiDocumentReader();

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (frame.length() > 0 && !frame.is("[DONE]")) {
            reader.read(JsonCodec.answer(frame), sink);
        }
    }

    @Override
    public void end(EventSink sink) {
        if (reader.isWhole()) {
            reader.end(sink);
        }
    }
}
