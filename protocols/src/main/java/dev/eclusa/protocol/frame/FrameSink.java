package dev.eclusa.protocol.frame;

/** Takes frames as they are cut. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Takes the next frame.
     *
     * @param rawStart where the frame begins in the frame's array, its field names and line ends included; -1 when it
     *     was joined from several lines and no longer stands there as it came
     * @param rawEnd where it ends, exclusive
     */
    void frame(Frame frame, int rawStart, int rawEnd);
}
