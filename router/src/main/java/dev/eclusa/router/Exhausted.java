package dev.eclusa.router;

import java.time.Duration;

/**
 * What becomes of a call that nobody can take at the moment; without any of these it is refused.
 *
 * @param leastBad whether it goes to who recovers soonest
 * @param fallback name of the group it goes to; empty for none
 * @param queue how long it waits for a place when everybody is full, as opposed to ill
 * @param places most calls that wait so at a time, on each event loop
 */
public record Exhausted(boolean leastBad, String fallback, Duration queue, int places) {
    /** Calls that may wait where nothing is said. */
    public static final int USUAL_PLACES = 1_000;

    /** It is refused. */
    public static final Exhausted REJECT = new Exhausted(false, "", Duration.ZERO, 0);
}
