package dev.eclusa.engine.resilience;

import java.time.Duration;

/**
 * How deployments are judged.
 *
 * @param slowStart how long the share of a recovered deployment grows
 */
public record ResilienceSettings(BreakerSettings breaker, Duration slowStart) {
    /** The contract's defaults. */
    public static final ResilienceSettings DEFAULT =
            new ResilienceSettings(BreakerSettings.DEFAULT, Duration.ofSeconds(30));
}
