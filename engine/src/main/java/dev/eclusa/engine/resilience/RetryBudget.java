package dev.eclusa.engine.resilience;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many repetitions the calls so far have earned, so that retries cannot become a storm: each call earns a share of one,
 * a repetition costs one (as Finagle's retry budget). A few are there from the start. Safe for several threads.
 */
public final class RetryBudget {
    private static final long ONE = 1000;
    private static final long AT_START = 20 * ONE;
    private static final long MOST = 500 * ONE;

    private final long earned;
    private final AtomicLong balance = new AtomicLong(AT_START);

    /**
     * A budget.
     *
     * @param share repetitions a call earns
     */
    public RetryBudget(double share) {
        this.earned = Math.round(share * ONE);
    }

    /** A call began. */
    public void deposit() {
        if (balance.get() < MOST) {
            balance.addAndGet(earned);
        }
    }

    /** Takes a repetition; false when none is left. */
    public boolean withdraw() {
        while (true) {
            long known = balance.get();
            if (known < ONE) {
                return false;
            }
            if (balance.compareAndSet(known, known - ONE)) {
                return true;
            }
        }
    }
}
