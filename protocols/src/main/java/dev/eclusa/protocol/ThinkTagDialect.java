package dev.eclusa.protocol;

import dev.eclusa.protocol.frame.Frame;

/**
 * A dialect whose provider writes its thoughts into the text, between {@code <think>} and {@code </think>} (DeepSeek R1 and
 * Qwen as many servers run them): read as thinking. Only where the operator says so, since tags can be meant as text.
 */
public record ThinkTagDialect(Dialect plain) implements Dialect {
    /** Name of the quirk that asks for it. */
    public static final String QUIRK = "THINK_TAGS";

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public RequestCodec requests() {
        return plain.requests();
    }

    @Override
    public AnswerCodec answers() {
        AnswerCodec codec = plain.answers();
        return new AnswerCodec() {
            @Override
            public void decode(byte[] body, EventSink sink) {
                codec.decode(body, new ThinkTags().into(sink));
            }

            @Override
            public byte[] encode(dev.eclusa.core.chat.Answer answer, AnswerStyle style) {
                return codec.encode(answer, style);
            }
        };
    }

    @Override
    public EventDecoder newDecoder() {
        EventDecoder decoder = plain.newDecoder();
        ThinkTags tags = new ThinkTags();
        return new EventDecoder() {
            @Override
            public void decode(Frame frame, EventSink sink) {
                decoder.decode(frame, tags.into(sink));
            }

            @Override
            public void end(EventSink sink) {
                decoder.end(tags.into(sink));
            }
        };
    }

    @Override
    public EventEncoder newEncoder(AnswerStyle style) {
        return plain.newEncoder(style);
    }

    @Override
    public ErrorCodec errors() {
        return plain.errors();
    }
}
