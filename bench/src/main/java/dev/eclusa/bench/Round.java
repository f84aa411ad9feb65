package dev.eclusa.bench;

import io.vertx.core.json.JsonObject;

/** One target measured once: what the client saw, and what the target spent on it. */
sealed interface Round {
    /** CPU time of the target, microseconds a unit (call or event). */
    double cpuMicros();

    /** Resident megabytes, at the end of the load for calls, the most seen during it for streams. */
    double residentMegabytes();

    /** The round for the results file. */
    JsonObject json();

    /** A round of plain calls. */
    record Calls(CallFigures figures, double cpuMicros, double residentMegabytes) implements Round {
        @Override
        public JsonObject json() {
            return figures.json().put("cpu_us_per_call", cpuMicros).put("resident_mb", residentMegabytes);
        }
    }

    /** A round of streams. */
    record Streams(StreamFigures figures, double cpuMicros, double residentMegabytes) implements Round {
        @Override
        public JsonObject json() {
            return figures.json().put("cpu_us_per_event", cpuMicros).put("resident_mb", residentMegabytes);
        }
    }
}
