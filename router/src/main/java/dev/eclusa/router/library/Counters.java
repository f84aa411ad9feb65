package dev.eclusa.router.library;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what {@link LlmMetrics} shows. Written by one event loop, read by anyone. */
final class Counters {
    private final Map<String, Mean> latencies = new LinkedHashMap<>();
    private long total;
    private long succeeded;
    private long fallbacks;

    private record Mean(long count, long sum) {
        Mean with(long value) {
            return new Mean(count + 1, sum + value);
        }

        double value() {
            return (double) sum / count;
        }
    }

    synchronized void ended(LlmResponse response, int attempts) {
        total++;
        if (response.success()) {
            succeeded++;
            fallbacks += attempts > 1 ? 1 : 0;
            latencies.merge(
                    response.provider(),
                    new Mean(1, response.latencyMs()),
                    (seen, one) -> seen.with(response.latencyMs()));
        }
    }

    synchronized LlmMetrics read() {
        Map<String, Double> means = new LinkedHashMap<>();
        latencies.forEach((provider, mean) -> means.put(provider, mean.value()));
        return new LlmMetrics(total, succeeded, fallbacks, Map.copyOf(means));
    }
}
