package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;

/**
 * Amazon Bedrock's Converse and ConverseStream. The path names the model and whether a stream is wanted. Shapes are those
 * of the service model of {@code bedrock-runtime} (botocore, read November 2026) and of recorded traffic.
 */
public final class BedrockDialect implements Dialect {
    /** The dialect's name in configuration. */
    public static final String NAME = "bedrock";

    private final RequestCodec requests = new Requests();
    private final AnswerCodec answers = new BedrockAnswers();
    private final ErrorCodec errors = new BedrockErrors();

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
        return new BedrockEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new BedrockEventEncoder();
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }

    private static final class Requests implements RequestCodec {
        @Override
        public ChatRequest decode(RequestSource source) {
            return BedrockRequestDecoder.decode(source);
        }

        @Override
        public EncodedRequest encode(ChatRequest request, RequestTarget target) {
            return new BedrockRequestEncoder(request, target).encode();
        }
    }
}
