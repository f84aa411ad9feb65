package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;

/** Ollama's own chat API, {@code /api/chat}: one JSON document a line, streamed unless the caller says otherwise. */
public final class OllamaDialect implements Dialect {
    /** The dialect's name in configuration. */
    public static final String NAME = "ollama";

    private final RequestCodec requests = new OllamaRequests(OllamaRequestDecoder::decode);
    private final AnswerCodec answers = new OllamaAnswerCodec(OllamaShape.CHAT);
    private final ErrorCodec errors = new OllamaErrors();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RequestCodec requests() {
        return requests;
    }

    @Override
    public AnswerCodec answers() {
        return answers;
    }

    @Override
    public EventDecoder newDecoder() {
        return new OllamaEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new OllamaEventEncoder(OllamaShape.CHAT, style, System::nanoTime);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }

    /** Whether a dialect's extras are Ollama's. */
    static boolean isFamily(String dialect) {
        return dialect.equals(NAME) || dialect.equals(OllamaGenerateDialect.NAME);
    }
}
