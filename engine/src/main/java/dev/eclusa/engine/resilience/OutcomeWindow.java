package dev.eclusa.engine.resilience;

import java.util.concurrent.TimeUnit;

/** Successes and failures of the last minute, in six slots of ten seconds. Guarded by its owner. */
final class OutcomeWindow {
    private static final int SLOTS = 6;
    private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int[] good = new int[SLOTS];
    private final int[] bad = new int[SLOTS];
    private long newest = Long.MIN_VALUE;

    void add(long nanos, boolean success) {
        advance(nanos);
        int slot = slot(newest);
        if (success) {
            good[slot]++;
        } else {
            bad[slot]++;
        }
    }

    /** How many calls there were. */
    int calls(long nanos) {
        advance(nanos);
        int calls = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            calls += good[slot] + bad[slot];
        }
        return calls;
    }

    /** The share of successes, 1 where there were no calls. */
    double share(long nanos) {
        int calls = calls(nanos);
        int successes = 0;
        for (int count : good) {
            successes += count;
        }
        return calls == 0 ? 1 : (double) successes / calls;
    }

    void clear() {
        java.util.Arrays.fill(good, 0);
        java.util.Arrays.fill(bad, 0);
    }

    private void advance(long nanos) {
        long now = Math.floorDiv(nanos, SLOT_NANOS);
        if (newest == Long.MIN_VALUE || now - newest >= SLOTS) {
            clear();
            newest = now;
        }
        while (newest < now) {
            newest++;
            good[slot(newest)] = 0;
            bad[slot(newest)] = 0;
        }
    }

    private static int slot(long number) {
        return (int) Math.floorMod(number, (long) SLOTS);
    }
}
