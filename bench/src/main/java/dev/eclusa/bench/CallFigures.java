package dev.eclusa.bench;

import io.vertx.core.json.JsonObject;

/** What wrk saw of many calls. */
record CallFigures(long calls, long errors, double perSecond, long p50Micros, long p99Micros) {
    JsonObject json() {
        return new JsonObject()
                .put("calls", calls)
                .put("errors", errors)
                .put("per_second", perSecond)
                .put("p50_us", p50Micros)
                .put("p99_us", p99Micros);
    }
}
