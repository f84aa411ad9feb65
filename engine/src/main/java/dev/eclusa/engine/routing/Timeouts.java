package dev.eclusa.engine.routing;

import java.time.Duration;

/**
 * How long each part of a call may take.
 *
 * @param connect to a connection, TLS included
 * @param firstToken from the request sent to the first event of any kind; streams only
 * @param betweenChunks from one event to the next, while the provider is not held back for a slow client
 * @param total the whole call, all attempts together
 */
public record Timeouts(Duration connect, Duration firstToken, Duration betweenChunks, Duration total) {
    /** The contract's defaults. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(10));

    /** To the first token of a provider on the operator's own machines, where nothing is configured. */
    public static final Duration LOCAL_FIRST_TOKEN = Duration.ofSeconds(10);

    /** The same with another wait for the first token. */
    public Timeouts beginningWithin(Duration other) {
        return new Timeouts(connect, other, betweenChunks, total);
    }
}
