package dev.eclusa.engine.resilience;

import java.util.concurrent.TimeUnit;

/** Tokens and calls of the last minute, in sixty slots of a second. Guarded by its owner. */
final class TokenMeter {
    private static final int SLOTS = 60;
    private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long[] tokens = new long[SLOTS];
    private final int[] calls = new int[SLOTS];
    private long newest = Long.MIN_VALUE;

    void addTokens(long nanos, long count) {
        advance(nanos);
        tokens[(int) Math.floorMod(newest, (long) SLOTS)] += count;
    }

    void addCall(long nanos) {
        advance(nanos);
        calls[(int) Math.floorMod(newest, (long) SLOTS)]++;
    }

    long tokens(long nanos) {
        advance(nanos);
        long sum = 0;
        for (long slot : tokens) {
            sum += slot;
        }
        return sum;
    }

    long calls(long nanos) {
        advance(nanos);
        long sum = 0;
        for (int slot : calls) {
            sum += slot;
        }
        return sum;
    }

    private void advance(long nanos) {
        long now = Math.floorDiv(nanos, SLOT_NANOS);
        if (newest == Long.MIN_VALUE || now - newest >= SLOTS) {
            java.util.Arrays.fill(tokens, 0);
            java.util.Arrays.fill(calls, 0);
            newest = now;
        }
        while (newest < now) {
            newest++;
            int slot = (int) Math.floorMod(newest, (long) SLOTS);
            tokens[slot] = 0;
            calls[slot] = 0;
        }
    }
}
