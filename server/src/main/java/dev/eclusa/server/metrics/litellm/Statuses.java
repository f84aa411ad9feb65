package dev.eclusa.server.metrics.litellm;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by HTTP status; the gateway makes these, so they are few. Safe for several threads. */
final class Statuses {
    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

    void add(int status) {
        counts.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    /** Each status with its count, in order. */
    Map<Integer, Long> read() {
        Map<Integer, Long> read = new TreeMap<>();
        counts.forEach((status, count) -> read.put(status, count.sum()));
        return read;
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
