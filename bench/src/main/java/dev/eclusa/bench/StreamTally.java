package dev.eclusa.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts over all streams of a load. Lives on one event loop. */
final class StreamTally {
    private static final long STALL_NANOS = 1_000_000_000L;

    private final List<Long> firstNanos = new ArrayList<>();
    private long complete;
    private long failed;
    private long events;
    private long longestGap;
    private long stalls;

    void first(long nanos) {
        firstNanos.add(nanos);
    }

    void gap(long nanos) {
        longestGap = Math.max(longestGap, nanos);
        if (nanos > STALL_NANOS) {
            stalls++;
        }
    }

    void events(int count) {
        events += count;
    }

    void ended(boolean whole) {
        if (whole) {
            complete++;
        } else {
            failed++;
        }
    }

    StreamFigures figures() {
        Collections.sort(firstNanos);
        return new StreamFigures(
                complete, failed, events, percentile(0.50), percentile(0.99), longestGap / 1000, stalls);
    }

    private long percentile(double part) {
        return firstNanos.isEmpty() ? 0 : firstNanos.get((int) (part * (firstNanos.size() - 1))) / 1000;
    }
}
