package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;

/** One call's hold on every account above it; settled once. Used on one thread. */
public interface Admission {
    /**
     * The call ended; later words change nothing.
     *
     * @param provider who is paid; the accounts of other providers pay nothing
     */
    void settle(long tokens, Cost cost, String provider);

    /** What is left of the tightest limits. */
    Remaining remaining(long nanos);
}
