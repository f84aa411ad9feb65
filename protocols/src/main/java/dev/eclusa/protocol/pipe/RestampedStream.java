package dev.eclusa.protocol.pipe;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ByteSink;

/** A stream in which the model is called as the client called it; what the other stream writes are whole lines. */
public final class RestampedStream implements StreamPipe {
    private static final int USUAL = 1024;

    private final StreamPipe stream;
    private final String model;
    private final ByteSink lines = new ByteSink(USUAL);

    /** Another stream, with this name in it. */
    public RestampedStream(StreamPipe stream, String model) {
        this.stream = stream;
        this.model = model;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, ByteSink out) {
        stream.feed(bytes, offset, length, lines);
        pass(out);
    }

    @Override
    public void end(ByteSink out) {
        stream.end(lines);
        pass(out);
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        stream.fail(failure, out);
    }

    @Override
    public AnswerTally tally() {
        return stream.tally();
    }

    private void pass(ByteSink out) {
        if (!lines.isEmpty()) {
            Restamp.lines(lines.take(), model, out);
        }
    }
}
