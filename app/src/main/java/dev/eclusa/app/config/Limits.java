package dev.eclusa.app.config;

import java.time.Duration;

/**
 * The named limits: beyond them a request is refused at once.
 *
 * @param body largest request body, bytes
 * @param head largest request head, bytes
 * @param jsonDepth deepest nesting of a JSON body
 * @param event largest single event of a provider's stream, bytes
 * @param answer largest answer that is not streamed, bytes
 * @param errorBody how much of a provider's error is kept, bytes
 * @param pace how slow a client may be
 * @param connections most client connections; 0 derives it from memory
 * @param streams most streams at a time; 0 derives it from memory
 */
public record Limits(
        int body,
        int head,
        int jsonDepth,
        int event,
        int answer,
        int errorBody,
        Pace pace,
        int connections,
        int streams) {
    private static final int KIBIBYTE = 1 << 10;
    private static final int CONNECTION = 16 * KIBIBYTE;
    private static final int STREAM = 32 * KIBIBYTE;
    private static final int FEWEST = 1000;
    private static final int MEBIBYTE = 1 << 20;

    /** The contract's defaults. */
    public static final Limits DEFAULT = new Limits(
            32 * MEBIBYTE,
            64 * KIBIBYTE,
            128,
            16 * MEBIBYTE,
            64 * MEBIBYTE,
            256 * KIBIBYTE,
            new Pace(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    KIBIBYTE,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60)),
            0,
            0);

    /** Most client connections, derived where none is configured. */
    public int connectionsFor(long heap) {
        return connections > 0 ? connections : derived(heap, CONNECTION);
    }

    /** Most streams at a time, derived where none is configured. */
    public int streamsFor(long heap) {
        return streams > 0 ? streams : derived(heap, STREAM);
    }

    private static int derived(long heap, int each) {
        return Math.clamp(heap / each, FEWEST, Integer.MAX_VALUE);
    }

    /** The same with other sizes of a request. */
    public Limits sized(int otherBody, int otherHead) {
        return new Limits(otherBody, otherHead, jsonDepth, event, answer, errorBody, pace, connections, streams);
    }

    /**
     * How slow a client may be.
     *
     * @param headerRead longest wait for a complete request head
     * @param bodyGap longest pause within a request body
     * @param bodyFloor least speed of a request body, bytes a second
     * @param bodyFloorAfter when the least speed begins to hold
     * @param tlsHandshake longest TLS handshake
     * @param slowClient a client that takes nothing for this long is cancelled
     */
    public record Pace(
            Duration headerRead,
            Duration bodyGap,
            int bodyFloor,
            Duration bodyFloorAfter,
            Duration tlsHandshake,
            Duration slowClient) {}
}
