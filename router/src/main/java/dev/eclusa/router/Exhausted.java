package dev.eclusa.router;

import java.time.Duration;

/**
 * What becomes of a call that nobody can take at the moment; without any of these it is refused.
 *
 * @param leastBad whether it goes to who recovers soonest
 * @param fallback name of the group it goes to; empty for none
 * @param queue how long it waits for a place when everybody is full, as opposed to ill
 */
public record Exhausted(boolean leastBad, String fallback, Duration queue) {
    /** It is refused. */
    public static final Exhausted REJECT = new Exhausted(false, "", Duration.ZERO);
}
