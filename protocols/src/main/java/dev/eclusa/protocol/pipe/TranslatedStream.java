package dev.eclusa.protocol.pipe;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.frame.FrameLimits;
import dev.eclusa.protocol.frame.FrameSplitter;

/** A stream decoded from one dialect and encoded in another. */
public final class TranslatedStream implements StreamPipe {
    private final Dialect from;
    private final Dialect.EventDecoder decoder;
    private final EventEncoder encoder;
    private final FrameSplitter splitter;
    private final AnswerTally tally = new AnswerTally();

    /** Reads one dialect, writes the other in the client's style. */
    public TranslatedStream(Dialect from, Dialect to, AnswerStyle style, FrameLimits limits) {
        this(from, to.newEncoder(style), limits);
    }

    /** Reads one dialect, writes by an encoder that may have written before. */
    TranslatedStream(Dialect from, EventEncoder encoder, FrameLimits limits) {
        this.from = from;
        this.decoder = from.newDecoder();
        this.encoder = encoder;
        this.splitter = new FrameSplitter(from.name().startsWith("ollama"), limits);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, ByteSink out) {
        try {
            splitter.feed(bytes, offset, length, (frame, rawStart, rawEnd) -> decode(frame, out));
        } catch (MalformedAnswer malformed) {
            fail(malformed);
        }
    }

    @Override
    public void end(ByteSink out) {
        try {
            splitter.end((frame, rawStart, rawEnd) -> decode(frame, out));
            if (isOpen() && (splitter.form() != FrameSplitter.Form.ARRAY || splitter.arrayClosed())) {
                decoder.end(event -> pass(event, out));
            }
        } catch (MalformedAnswer malformed) {
            fail(malformed);
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        encoder.fail(failure, out);
    }

    @Override
    public AnswerTally tally() {
        return tally;
    }

    private void decode(Frame frame, ByteSink out) {
        if (!isOpen()) {
            return;
        }
        if (splitter.form() == FrameSplitter.Form.DOCUMENT) {
            from.answers().decode(wholeOf(frame), event -> pass(event, out));
        } else {
            decoder.decode(frame, event -> pass(event, out));
        }
    }

    private void pass(ChatEvent event, ByteSink out) {
        if (!isOpen()) {
            return;
        }
        tally.accept(event);
        if (!(event instanceof ChatEvent.Failed)) {
            encoder.encode(event, out);
        }
    }

    private boolean isOpen() {
        return !tally.hasEnded() && tally.failure().isEmpty();
    }

    private void fail(MalformedAnswer malformed) {
        tally.failed(malformed.failure());
    }

    static byte[] wholeOf(Frame frame) {
        return java.util.Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.length());
    }
}
