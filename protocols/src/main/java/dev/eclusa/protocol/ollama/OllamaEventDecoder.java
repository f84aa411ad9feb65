package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;

/** Reads the lines of a streamed answer. Only {@code done} ends it. */
final class OllamaEventDecoder implements Dialect.EventDecoder {
    private final OllamaDocumentReader reader = new OllamaDocumentReader();

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (frame.length() > 0) {
            reader.read(JsonCodec.answer(frame), sink);
        }
    }

    @Override
    public void end(EventSink sink) {}
}
