package dev.eclusa.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs wrk with {@code bench/call.lua}, which prints its figures as one JSON line. */
record Wrk(String script, int connections) {
    CallFigures run(String url, int seconds) {
        var output = output(
                List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "-s", script, url));
        var line = output.lines()
                .filter(text -> text.startsWith("{\"calls\""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk gave no figures:\n" + output));
        var json = new JsonObject(line);
        return new CallFigures(
                json.getLong("calls"),
                json.getLong("errors"),
                json.getDouble("per_second"),
                json.getLong("p50_us"),
                json.getLong("p99_us"));
    }

    private static String output(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.onExit().join();
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
