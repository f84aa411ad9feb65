package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;
import dev.eclusa.protocol.openai.OpenAiDialect;
import java.util.Set;

/** OpenAI's Responses (API reference, November 2026). Its errors are those of OpenAI's other interfaces. */
public final class ResponsesDialect implements Dialect {
    /** The dialect's name. */
    public static final String NAME = "responses";

    private final ErrorCodec errors = new OpenAiDialect(Set.of()).errors();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RequestCodec requests() {
        return ResponsesRequests.CODEC;
    }

    @Override
    public AnswerCodec answers() {
        return ResponsesAnswers.CODEC;
    }

    @Override
    public EventDecoder newDecoder() {
        return new ResponsesEventDecoder();
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new ResponsesEventEncoder(style, 0);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }
}
