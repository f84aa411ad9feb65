package dev.eclusa.server.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long things took, by bounds. Safe for several threads; adding allocates nothing. */
public final class Histogram {
    /** Seconds; those of LiteLLM's histograms, so that quantiles computed from both agree. */
    static final List<Double> BOUNDS = List.of(
            0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 420.0, 600.0);

    private static final long[] NANOS =
            BOUNDS.stream().mapToLong(bound -> Math.round(bound * 1e9)).toArray();

    private final AtomicLongArray counts = new AtomicLongArray(NANOS.length + 1);
    private final LongAdder sum = new LongAdder();

    /** Nothing added yet. */
    public Histogram() {}

    /** Adds a time in milliseconds. */
    public void addMillis(long millis) {
        add(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Adds a time in nanoseconds. */
    public void add(long nanos) {
        int place = 0;
        while (place < NANOS.length && nanos > NANOS[place]) {
            place++;
        }
        counts.incrementAndGet(place);
        sum.add(nanos);
    }

    /** What was added up to now. */
    public Reading read() {
        long[] each = new long[counts.length()];
        for (int i = 0; i < each.length; i++) {
            each[i] = counts.get(i);
        }
        return new Reading(each, sum.sum());
    }

    /** What was added up to some moment. */
    public static final class Reading {
        /** Nothing. */
        public static final Reading NONE = new Reading(new long[NANOS.length + 1], 0);

        private final long[] each;
        private final long nanos;

        private Reading(long[] each, long nanos) {
            this.each = each;
            this.nanos = nanos;
        }

        /** Both together. */
        public Reading plus(Reading other) {
            long[] both = each.clone();
            for (int i = 0; i < both.length; i++) {
                both[i] += other.each[i];
            }
            return new Reading(both, nanos + other.nanos);
        }

        /** How many were at most as long as a bound. */
        long upTo(int bound) {
            long all = 0;
            for (int i = 0; i <= bound; i++) {
                all += each[i];
            }
            return all;
        }

        /** How many there were. */
        public long count() {
            return upTo(each.length - 1);
        }

        /** All of them together, nanoseconds. */
        public long nanos() {
            return nanos;
        }
    }
}
