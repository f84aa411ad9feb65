package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;

/**
 * Ollama's {@code /api/generate}, for clients only: a prompt becomes a chat, the answer takes generate's shape. Requests
 * written for a provider are chats.
 */
public final class OllamaGenerateDialect implements Dialect {
    /** The dialect's name. */
    public static final String NAME = "ollama-generate";

    private final RequestCodec requests = new OllamaRequests(OllamaGenerateDecoder::decode);
    private final AnswerCodec answers = new OllamaAnswerCodec(OllamaShape.GENERATE);
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
        return new OllamaEventEncoder(OllamaShape.GENERATE, style, System::nanoTime);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }
}
