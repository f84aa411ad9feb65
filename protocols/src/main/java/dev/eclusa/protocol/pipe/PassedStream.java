package dev.eclusa.protocol.pipe;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.frame.FrameLimits;
import dev.eclusa.protocol.frame.FrameSplitter;

/**
 * A stream whose client and provider speak the same dialect: the provider's bytes go on as they came, whole frames at a
 * time, while a tap reads what must be known. An answer that turns out to be one document instead of a stream is handed
 * to a translator of the dialect to itself.
 */
public final class PassedStream implements StreamPipe {
    private final Dialect dialect;
    private final AnswerStyle style;
    private final FrameTap tap;
    private final FrameSplitter splitter;
    private final AnswerTally tally = new AnswerTally();
    private boolean arrayOpen;

    /** Passes a dialect's stream through, read by the tap. */
    public PassedStream(Dialect dialect, AnswerStyle style, FrameTap tap, FrameLimits limits) {
        this.dialect = dialect;
        this.style = style;
        this.tap = tap;
        this.splitter = new FrameSplitter(dialect.name().startsWith("ollama"), limits);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, ByteSink out) {
        try {
            splitter.feed(bytes, offset, length, (frame, rawStart, rawEnd) -> pass(frame, rawStart, rawEnd, out));
        } catch (MalformedAnswer malformed) {
            fail(malformed);
        }
        closeArray(out);
    }

    @Override
    public void end(ByteSink out) {
        try {
            splitter.end((frame, rawStart, rawEnd) -> last(frame, out));
            if (isOpen() && (splitter.form() != FrameSplitter.Form.ARRAY || splitter.arrayClosed())) {
                tap.end(tally);
            }
            closeArray(out);
        } catch (MalformedAnswer malformed) {
            fail(malformed);
        }
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        if (arrayOpen) {
            out.write(',');
        }
        ByteSink frame = new ByteSink(256);
        tap.ending(dialect, style).fail(failure, frame);
        byte[] bytes = frame.take();
        int from = arrayOpen && bytes.length > 0 && bytes[0] == '[' ? 1 : 0;
        out.write(bytes, from, bytes.length - from);
    }

    @Override
    public AnswerTally tally() {
        return tally;
    }

    private void pass(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        if (!isOpen()) {
            return;
        }
        tap.read(frame, tally);
        if (tally.failure().isPresent()) {
            return;
        }
        boolean wanted = style.framing() == AnswerStyle.Framing.JSON_ARRAY;
        if (wanted != (splitter.form() == FrameSplitter.Form.ARRAY)) {
            reframe(frame, wanted, out);
        } else {
            tap.write(frame, rawStart, rawEnd, out);
        }
        arrayOpen = wanted;
    }

    /** The provider framed its stream otherwise than the client asked; the data itself stays as it came. */
    private void reframe(Frame frame, boolean asArray, ByteSink out) {
        if (asArray) {
            out.write(arrayOpen ? ",\r\n" : "[").write(frame.bytes(), frame.offset(), frame.length());
        } else {
            out.write("data: ")
                    .write(frame.bytes(), frame.offset(), frame.length())
                    .write("\r\n\r\n");
        }
    }

    /** A frame without terminator gets one; a document is answered as the stream that was asked for. */
    private void last(Frame frame, ByteSink out) {
        if (splitter.form() != FrameSplitter.Form.DOCUMENT) {
            pass(frame, -1, -1, out);
            return;
        }
        var encoder = dialect.newEncoder(style);
        dialect.answers().decode(TranslatedStream.wholeOf(frame), event -> {
            tally.accept(event);
            if (tally.failure().isEmpty()) {
                encoder.encode(event, out);
            }
        });
    }

    private void closeArray(ByteSink out) {
        boolean over = splitter.form() == FrameSplitter.Form.ARRAY ? splitter.arrayClosed() : tally.hasEnded();
        if (arrayOpen && over) {
            out.write(']');
            arrayOpen = false;
        }
    }

    private boolean isOpen() {
        return !tally.hasEnded() && tally.failure().isEmpty();
    }

    private void fail(MalformedAnswer malformed) {
        tally.failed(malformed.failure());
    }
}
