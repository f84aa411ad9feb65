package dev.eclusa.protocol.frame;

/**
 * How much of an answer is held while the end of a frame is looked for.
 *
 * @param event longest frame of a stream, bytes
 * @param document longest answer that is one document, bytes
 */
public record FrameLimits(int event, int document) {
    /** The contract's named limits. */
    public static final FrameLimits DEFAULT = new FrameLimits(16 << 20, 64 << 20);
}
