package dev.eclusa.engine.resilience;

import java.util.Arrays;

/** The last readings of a latency, enough for a percentile. Guarded by its owner. */
final class LatencySample {
    private static final int SIZE = 64;
    private static final int LEAST = 20;

    private final double[] readings = new double[SIZE];
    private int count;
    private boolean sorted;
    private double percentile;

    void add(double reading) {
        readings[count++ % SIZE] = reading;
        sorted = false;
    }

    /** What 95 of 100 readings stay under; negative with fewer than twenty. */
    double percentile95() {
        if (count < LEAST) {
            return -1;
        }
        if (!sorted) {
            double[] ordered = Arrays.copyOf(readings, Math.min(count, SIZE));
            Arrays.sort(ordered);
            percentile = ordered[(int) (0.95 * (ordered.length - 1))];
            sorted = true;
        }
        return percentile;
    }
}
