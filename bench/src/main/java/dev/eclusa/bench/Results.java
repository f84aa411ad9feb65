package dev.eclusa.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one target. */
record Results(Target target, List<Round.Calls> calls, List<Round.Streams> streams) {
    static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int count = sorted.length;
        return count == 0 ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    double callMicros() {
        return median(calls, Round::cpuMicros);
    }

    double eventMicros() {
        return median(streams, Round::cpuMicros);
    }

    JsonObject json() {
        return new JsonObject()
                .put("calls", new JsonArray(calls.stream().map(Round::json).toList()))
                .put("streams", new JsonArray(streams.stream().map(Round::json).toList()));
    }
}
