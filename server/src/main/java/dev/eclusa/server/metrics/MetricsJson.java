package dev.eclusa.server.metrics;

import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.caching.CacheStats;
import dev.eclusa.engine.resilience.Breaker;
import dev.eclusa.protocol.json.JsonCodec;
import java.lang.management.GarbageCollectorMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import tools.jackson.databind.node.ObjectNode;

/** The figures in short, as JSON. */
final class MetricsJson {
    private static final double MEGABYTE = 1 << 20;
    private static final double MILLI = 1e6;

    private final CallFigures calls;
    private final States states;
    private final Machine machine;
    private final IntSupplier active;

    MetricsJson(CallFigures calls, States states, Machine machine, IntSupplier active) {
        this.calls = calls;
        this.states = states;
        this.machine = machine;
        this.active = active;
    }

    ObjectNode now() {
        ObjectNode node = JsonCodec.object();
        node.set("providers", providers());
        node.putObject("caches").set(States.RESPONSES, cache());
        node.set("circuit_breakers", breakers());
        ObjectNode performance = node.putObject("performance");
        performance.set("http_client", client());
        performance.put("active_requests", active.getAsInt()).put("fallbacks", calls.fallbacks());
        node.set("system", system());
        return node;
    }

    private static final class Sum {
        private long requests;
        private long well;
        private Histogram.Reading latency = Histogram.Reading.NONE;

        private void add(CallSeries series) {
            for (Outcome outcome : Outcome.values()) {
                requests += series.requests(outcome);
            }
            well += series.requests(Outcome.SUCCESS);
            latency = latency.plus(series.latency());
        }
    }

    private ObjectNode providers() {
        Map<String, Sum> sums = new TreeMap<>();
        calls.series()
                .forEach((key, series) ->
                        sums.computeIfAbsent(key.provider(), first -> new Sum()).add(series));
        ObjectNode node = JsonCodec.object();
        sums.forEach((provider, sum) -> node.putObject(provider)
                .put("total_requests", sum.requests)
                .put("success_rate", share(sum.well, sum.requests))
                .put("avg_response_time", round(share(sum.latency.nanos(), sum.latency.count()) / MILLI)));
        return node;
    }

    private ObjectNode cache() {
        CacheStats stats = states.cache();
        return JsonCodec.object()
                .put("entries", stats.entries())
                .put("hits", stats.hits())
                .put("misses", stats.misses())
                .put("hit_rate", stats.hitRate())
                .put("evictions", stats.evictions())
                .put("memory_mb", round(stats.bytes() / MEGABYTE));
    }

    private ObjectNode breakers() {
        Map<String, Breaker.State> all = states.breakers();
        ObjectNode node = JsonCodec.object().put("total", all.size());
        for (Breaker.State state : Breaker.State.values()) {
            node.put(
                    word(state),
                    all.values().stream().filter(known -> known == state).count());
        }
        ObjectNode each = node.putObject("deployments");
        all.forEach((name, state) -> each.put(name, word(state)));
        return node;
    }

    private static String word(Breaker.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode client() {
        return JsonCodec.object()
                .put("requests_total", calls.attempts())
                .put("error_rate", share(calls.failedAttempts(), calls.attempts()))
                .put("avg_response_time_ms", round(share(calls.attemptMillis(), calls.attempts())));
    }

    private ObjectNode system() {
        ObjectNode node =
                JsonCodec.object().put("uptime_seconds", machine.uptime().toSeconds());
        ObjectNode processor = node.putObject("cpu").put("processors", machine.processors());
        machine.processorTime().ifPresent(time -> processor.put("seconds", time.toMillis() / 1000.0));
        ObjectNode memory = node.putObject("memory")
                .put("heap_used_mb", round(machine.heapUsed() / MEGABYTE))
                .put("heap_max_mb", round(machine.heapMost() / MEGABYTE));
        machine.resident().ifPresent(bytes -> memory.put("resident_mb", round(bytes / MEGABYTE)));
        machine.disk()
                .ifPresent(disk -> node.putObject("disk")
                        .put("free_mb", round(disk.free() / MEGABYTE))
                        .put("total_mb", round(disk.total() / MEGABYTE)));
        ObjectNode network = node.putObject("network");
        machine.networks()
                .forEach((device, bytes) -> network.putObject(device)
                        .put("received_bytes", bytes.received())
                        .put("sent_bytes", bytes.sent()));
        node.put("threads", machine.threads());
        node.putObject("gc")
                .put(
                        "collections",
                        machine.collectors().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                                .sum())
                .put(
                        "milliseconds",
                        machine.collectors().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum());
        return node;
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
