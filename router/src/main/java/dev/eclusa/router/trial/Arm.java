package dev.eclusa.router.trial;

/** What was seen of one arm of an experiment. Safe for several threads. */
public final class Arm {
    private long calls;
    private long successes;
    private final Mean latencyMillis = new Mean();
    private final Mean dollars = new Mean();
    private final Mean outputTokens = new Mean();

    /** Everything seen so far, at one moment. */
    public record Seen(long calls, Interval success, Interval latencyMillis, Interval dollars, Interval outputTokens) {}

    synchronized void add(boolean succeeded, long latency, double cost, long output) {
        calls++;
        dollars.add(cost);
        if (succeeded) {
            successes++;
            latencyMillis.add((double) latency);
            outputTokens.add((double) output);
        }
    }

    /** What was seen so far; latency and length of those that succeeded only. */
    public synchronized Seen seen() {
        return new Seen(
                calls,
                Interval.ofShare(successes, calls),
                latencyMillis.interval(),
                dollars.interval(),
                outputTokens.interval());
    }

    /** Mean and variance in one pass (Welford, 1962). */
    private static final class Mean {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        Interval interval() {
            double error = count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
            return Interval.around(mean, error);
        }
    }
}
