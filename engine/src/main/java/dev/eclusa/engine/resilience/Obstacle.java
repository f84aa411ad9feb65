package dev.eclusa.engine.resilience;

/**
 * Why a deployment takes no call at the moment.
 *
 * @param reason in words
 * @param kind what stands in the way
 * @param untilNanos when that is over, a {@link System#nanoTime()} reading
 */
public record Obstacle(String reason, Kind kind, long untilNanos) {
    /** What stands in the way. */
    public enum Kind {
        /** Its breaker is open. */
        BREAKER,
        /** The provider said to wait. */
        RATE_LIMIT,
        /** The provider takes no money from us, or does not know our key. */
        ACCOUNT,
        /** It has as many calls as it may have. */
        FULL
    }
}
