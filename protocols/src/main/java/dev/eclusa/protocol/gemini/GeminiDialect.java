package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;

/** Google's generateContent, as Gemini's interface and Vertex speak it; model and streaming stand in the path. */
public final class GeminiDialect implements Dialect {
    /** The dialect's name in configuration. */
    public static final String NAME = "gemini";

    private final RequestCodec requests = new Requests();
    private final AnswerCodec answers = new GeminiAnswers();
    private final ErrorCodec errors = new GeminiErrors();

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
        return new GeminiEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new GeminiEventEncoder(style);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }

    private static final class Requests implements RequestCodec {
        @Override
        public ChatRequest decode(RequestSource source) {
            return GeminiRequestDecoder.decode(
                    JsonCodec.request(source.body()), source.pathModel(), source.pathStream());
        }

        @Override
        public EncodedRequest encode(ChatRequest request, RequestTarget target) {
            return new GeminiRequestEncoder(request, target).encode();
        }
    }
}
