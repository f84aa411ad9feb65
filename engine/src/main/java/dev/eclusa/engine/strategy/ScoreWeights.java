package dev.eclusa.engine.strategy;

/**
 * How much each part of the weighted score counts; only their proportions matter.
 *
 * @param cost expected price of the call
 * @param latency expected time
 * @param reliability share of failures
 * @param load calls in flight
 * @param priority the configured priority
 */
public record ScoreWeights(double cost, double latency, double reliability, double load, double priority) {
    /** The contract's defaults. */
    public static final ScoreWeights DEFAULT = new ScoreWeights(30, 40, 30, 10, 10);

    /** @throws IllegalArgumentException when one is negative or no number, or all are zero */
    public ScoreWeights {
        for (double weight : new double[] {cost, latency, reliability, load, priority}) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("A weight must be a number of 0 or more.");
            }
        }
        if (cost + latency + reliability + load + priority <= 0) {
            throw new IllegalArgumentException("At least one weight must be larger than 0.");
        }
    }

    /** Their sum. */
    public double sum() {
        return cost + latency + reliability + load + priority;
    }
}
