package dev.eclusa.engine.accounting;

import java.time.Duration;

/** What is left of limits a minute. */
public record Remaining(Limit requests, Limit tokens) {
    /** Nothing is limited. */
    public static final Remaining UNLIMITED = new Remaining(Limit.NONE, Limit.NONE);

    /**
     * One limit.
     *
     * @param most its figure; negative where there is none
     * @param left of it
     * @param reset until all of it is there again
     */
    public record Limit(long most, long left, Duration reset) {
        /** No limit. */
        public static final Limit NONE = new Limit(-1, Long.MAX_VALUE, Duration.ZERO);

        /** Whether there is one. */
        public boolean exists() {
            return most >= 0;
        }

        Limit tighter(Limit other) {
            return other.left < left ? other : this;
        }
    }

    /** Of each limit the one with less left. */
    public Remaining tighter(Remaining other) {
        return new Remaining(requests.tighter(other.requests), tokens.tighter(other.tokens));
    }
}
