package dev.eclusa.protocol.pipe;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.frame.Frame;
import java.nio.charset.StandardCharsets;

/** The tap that every dialect has: each frame is decoded for the tally and forwarded as it came. */
public final class DecodingTap implements FrameTap {
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Dialect.EventDecoder decoder;

    /** A tap with the dialect's own decoder. */
    public DecodingTap(Dialect.EventDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void read(Frame frame, AnswerTally tally) {
        decoder.decode(frame, tally);
    }

    @Override
    public void write(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        writeRaw(frame, rawStart, rawEnd, out);
    }

    @Override
    public void end(AnswerTally tally) {
        decoder.end(tally);
    }

    /** Forwards a frame as it came, its end completed where the provider left it out. */
    public static void writeRaw(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        if (rawStart < 0) {
            String name = frame.event().isEmpty() ? "" : "event: " + frame.event() + "\n";
            out.write(name + "data: " + frame.text().replace("\n", "\ndata: ")).write(END);
            return;
        }
        out.write(frame.bytes(), rawStart, rawEnd - rawStart);
    }
}
