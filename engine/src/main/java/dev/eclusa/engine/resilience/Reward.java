package dev.eclusa.engine.resilience;

/**
 * What calls to a deployment were worth, 0 (failed) to 1 (at once), and how sure that is. The newest weigh most, and with
 * time without calls it becomes unsure again. Written under its owner's lock, read without.
 */
public final class Reward {
    private static final double NEWEST = 0.1;
    private static final double MOST_WEIGHT = 20;
    private static final double FADING_NANOS = 60e9;
    private static final double UNSURE = 0.3;
    private static final double HALF_WORTH_MILLIS = 1000;

    private volatile double mean = 0.8;
    private volatile double variance = UNSURE * UNSURE;
    private volatile double weight;
    private volatile long lastNanos;

    /** Takes a call that answered. */
    void succeeded(double firstTokenMillis, long nanos) {
        add(HALF_WORTH_MILLIS / (HALF_WORTH_MILLIS + firstTokenMillis), nanos);
    }

    /** Takes a call that failed. */
    void failed(long nanos) {
        add(0, nanos);
    }

    private void add(double worth, long nanos) {
        double share = Math.max(NEWEST, 1 / (weight + 1));
        double known = mean;
        double away = worth - known;
        mean = known + share * away;
        variance = (1 - share) * (variance + share * away * away);
        weight = Math.min(MOST_WEIGHT, weight * faded(nanos) + 1);
        lastNanos = nanos;
    }

    /** What a call is worth on average. */
    public double mean() {
        return mean;
    }

    /** How far off that may be. */
    public double deviation(long nanos) {
        double sure = weight * faded(nanos);
        return Math.sqrt((variance + 0.0025) / (sure + 1)) + UNSURE / (1 + sure * sure);
    }

    private double faded(long nanos) {
        return weight == 0 ? 1 : Math.exp(-Math.max(0, nanos - lastNanos) / FADING_NANOS);
    }
}
