package dev.eclusa.engine.resilience;

import java.time.Duration;

/**
 * When a deployment that fails is left alone, and how it comes back.
 *
 * @param failureThreshold failures in a row that open the breaker
 * @param errorRate share of failures that opens it, 0 to 1
 * @param minimumCalls calls in the last minute from which the share counts
 * @param recoveryTimeout how long it stays open
 * @param halfOpenMaxCalls calls at a time while it is tried again
 * @param successThreshold successes that close it again
 * @param adaptive whether a deployment that was ailing before is left alone sooner
 */
public record BreakerSettings(
        int failureThreshold,
        double errorRate,
        int minimumCalls,
        Duration recoveryTimeout,
        int halfOpenMaxCalls,
        int successThreshold,
        boolean adaptive) {
    /** The contract's defaults. */
    public static final BreakerSettings DEFAULT = new BreakerSettings(5, 0.5, 10, Duration.ofSeconds(60), 3, 3, true);
}
