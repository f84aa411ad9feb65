package dev.eclusa.app.log;

import java.util.concurrent.atomic.AtomicLong;

/** Lets so many through each second, and counts the others. */
final class Sampler {
    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    Sampler(int most) {
        this.most = most;
    }

    /** Whether one that comes now is let through. */
    boolean lets(long nanos) {
        long now = Math.floorDiv(nanos, SECOND);
        long current = second.get();
        if (now != current && second.compareAndSet(current, now)) {
            seen.set(0);
        }
        if (seen.getAndIncrement() < most) {
            return true;
        }
        leftOut.incrementAndGet();
        return false;
    }

    /** How many were not let through since this was last asked. */
    long takeLeftOut() {
        return leftOut.get() == 0 ? 0 : leftOut.getAndSet(0);
    }
}
