package dev.eclusa.bench;

import io.vertx.core.json.JsonObject;

/**
 * What a client saw of many streams.
 *
 * @param complete streams that came to their terminal event
 * @param failed streams refused, broken off or short of their terminal event
 * @param events server-sent events received, terminal ones included
 * @param firstP50Micros median time from request to first byte of body
 * @param firstP99Micros its 99th percentile
 * @param longestGapMicros the longest silence inside any stream
 * @param stalls silences of more than a second
 */
record StreamFigures(
        long complete,
        long failed,
        long events,
        long firstP50Micros,
        long firstP99Micros,
        long longestGapMicros,
        long stalls) {
    JsonObject json() {
        return new JsonObject()
                .put("complete", complete)
                .put("failed", failed)
                .put("events", events)
                .put("first_p50_us", firstP50Micros)
                .put("first_p99_us", firstP99Micros)
                .put("longest_gap_us", longestGapMicros)
                .put("stalls", stalls);
    }
}
