package dev.eclusa.bench.routing;

import java.util.Arrays;

/**
 * What a strategy came to in a scenario.
 *
 * @param successPercent calls that were answered
 * @param p50Millis of those
 * @param p99Millis of those
 * @param dollars a thousand calls
 * @param loss what a call cost its user: its latency, 10 s for one that failed; the mean, milliseconds
 */
record Figures(double successPercent, double p50Millis, double p99Millis, double dollars, double loss) {
    private static final double FAILED_MILLIS = 10_000;

    static Figures of(double[] latencies, int failed, double dollars) {
        double[] sorted = latencies.clone();
        Arrays.sort(sorted);
        int calls = sorted.length + failed;
        double sum = Arrays.stream(sorted).sum() + failed * FAILED_MILLIS;
        return new Figures(
                100.0 * sorted.length / calls,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                1000 * dollars / calls,
                sum / calls);
    }
}
