package dev.eclusa.engine.resilience;

/**
 * A latency as its peaks tell it: a slower reading counts at once, a faster one only as time passes (peak EWMA, as in
 * Twitter's Finagle and Linkerd). Written under its owner's lock, read without.
 */
final class PeakAverage {
    private static final double DECAY_NANOS = 3e9;

    private volatile double value = -1;
    private long lastNanos;

    /** Takes a reading, milliseconds. */
    void add(double reading, long nanos) {
        double known = value;
        if (known < 0 || reading > known) {
            value = reading;
        } else {
            double kept = Math.exp(-Math.max(0, nanos - lastNanos) / DECAY_NANOS);
            value = known * kept + reading * (1 - kept);
        }
        lastNanos = nanos;
    }

    /** The average, milliseconds; negative while nothing was measured. */
    double value() {
        return value;
    }
}
