package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;

/** Cohere's chat API, {@code /v2/chat} (its API reference and recordings of 2025 and 2026). */
public final class CohereDialect implements Dialect {
    /** The dialect's name in configuration. */
    public static final String NAME = "cohere";

    private static final RequestCodec REQUESTS = new RequestCodec() {
        @Override
        public ChatRequest decode(RequestSource source) {
            return CohereRequestDecoder.decode(JsonCodec.request(source.body()), source.pathModel());
        }

        @Override
        public EncodedRequest encode(ChatRequest request, RequestTarget target) {
            return new CohereRequestEncoder(request, target).encode();
        }
    };

    private final AnswerCodec answers = new CohereAnswers();
    private final ErrorCodec errors = new CohereErrors();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RequestCodec requests() {
        return REQUESTS;
    }

    @Override
    public AnswerCodec answers() {
        return answers;
    }

    @Override
    public EventDecoder newDecoder() {
        return new CohereEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new CohereEventEncoder(style);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }
}
