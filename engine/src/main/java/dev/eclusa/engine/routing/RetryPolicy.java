package dev.eclusa.engine.routing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a failed attempt is repeated.
 *
 * @param maxAttempts on one deployment, the first included
 * @param baseDelay upper bound of the first pause
 * @param maxDelay upper bound of every pause
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay) {
    /** Provider calls that one call may cost, whatever the configuration says. */
    public static final int MOST_CALLS = 8;

    /** The contract's defaults. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5));

    /**
     * The pause before a repetition: exponential with full jitter, uniform over zero to the bound ("Exponential Backoff
     * And Jitter", AWS Architecture Blog, 2015).
     *
     * @param repetition 1 for the first
     */
    public Duration pause(int repetition, RandomGenerator random) {
        long bound = Math.min(maxDelay.toMillis(), baseDelay.toMillis() << Math.min(20, repetition - 1));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
