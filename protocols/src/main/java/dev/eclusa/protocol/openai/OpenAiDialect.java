package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.AnswerCodec;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec;
import java.util.Set;

/** OpenAI chat completions, as OpenAI and some twenty compatible providers speak it. */
public final class OpenAiDialect implements Dialect {
    private final OpenAiUsage usage;
    private final OpenAiErrors errors = new OpenAiErrors();

    /**
     * The dialect with a provider's quirks.
     *
     * @param quirks {@code REASONING_OUTSIDE_COMPLETION}: completion tokens do not include reasoning (xAI)
     */
    public OpenAiDialect(Set<String> quirks) {
        this.usage = new OpenAiUsage(quirks.contains("REASONING_OUTSIDE_COMPLETION"));
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public RequestCodec requests() {
        return OpenAiRequests.CODEC;
    }

    @Override
    public AnswerCodec answers() {
        return new OpenAiAnswers(usage);
    }

    @Override
    public EventDecoder newDecoder() {
        return new OpenAiEventDecoder(usage);
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return new OpenAiEventEncoder(style);
    }

    @Override
    public ErrorCodec errors() {
        return errors;
    }
}
