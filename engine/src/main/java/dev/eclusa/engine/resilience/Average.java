package dev.eclusa.engine.resilience;

/** An exponentially weighted average over readings, each new one with a tenth of the weight. Written under a lock. */
final class Average {
    private static final double NEWEST = 0.1;

    private volatile double value;

    Average(double start) {
        value = start;
    }

    void add(double reading) {
        double known = value;
        value = known < 0 ? reading : known + NEWEST * (reading - known);
    }

    double value() {
        return value;
    }
}
