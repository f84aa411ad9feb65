package dev.eclusa.protocol.anthropic;

import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.json.JsonCodec;

/** Anthropic Messages: content blocks, and server-sent events that name their type. */
public final class AnthropicDialect implements Dialect {
    /** The dialect's name in configuration. */
    public static final String NAME = "anthropic";

    private final RequestCodec requests = new Requests();
    private final AnswerCodec answers = new AnthropicAnswers();
    private final ErrorCodec errors = new AnthropicErrors();

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
        return new AnthropicEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new AnthropicEventEncoder(style);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }

    private static final class Requests implements RequestCodec {
        @Override
        public dev.eclusa.core.chat.ChatRequest decode(RequestSource source) {
            return AnthropicRequestDecoder.decode(JsonCodec.request(source.body()));
        }

        @Override
        public EncodedRequest encode(dev.eclusa.core.chat.ChatRequest request, RequestTarget target) {
            return new AnthropicRequestEncoder(request, target).encode();
        }
    }
}
