package dev.eclusa.protocol.pipe;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.frame.Frame;

/** Reads frames that pass through unchanged, and may edit the few that a client must see otherwise. */
public interface FrameTap {
    /**
     * Reads a frame into the tally.
     *
     * @throws dev.eclusa.protocol.MalformedAnswer when it is not of the dialect
     */
    void read(Frame frame, AnswerTally tally);

    /** Writes the frame read last to the client: as it came, edited, or not at all. */
    void write(Frame frame, int rawStart, int rawEnd, ByteSink out);

    /** The stream closed. */
    void end(AnswerTally tally);

    /** What ends the client's stream when the provider's broke off after all that was read. */
    default EventEncoder ending(Dialect dialect, AnswerStyle style) {
        return dialect.newEncoder(style);
    }
}
