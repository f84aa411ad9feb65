package dev.eclusa.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One run's results as a table and as JSON. */
record Report(String title, Results nginx, Results gateway) {
    String markdown() {
        var table = new StringBuilder("# ").append(title).append("\n\n");
        table.append(machine()).append("\n\n|  | nginx | gateway | gateway ÷ nginx |\n|---|---:|---:|---:|\n");
        if (!nginx.calls().isEmpty()) {
            calls(table);
        }
        if (!nginx.streams().isEmpty()) {
            streams(table);
        }
        return table.append("\nMedians of rounds taken in turn. CPU is user + system time of the whole process tree.\n")
                .toString();
    }

    JsonObject json() {
        return new JsonObject()
                .put("title", title)
                .put("machine", machine())
                .put("nginx", nginx.json())
                .put("gateway", gateway.json())
                .put("ratio_call", ratio(Results::callMicros))
                .put("ratio_event", ratio(Results::eventMicros));
    }

    /** Writes {@code NAME.md} and {@code NAME.json}. */
    void write(Path directory, String name) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".md"), markdown());
            Files.writeString(directory.resolve(name + ".json"), json().encodePrettily() + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void calls(StringBuilder table) {
        row(table, "CPU a call, µs", Results::callMicros);
        row(
                table,
                "calls/s",
                of -> Results.median(of.calls(), round -> round.figures().perSecond()));
        row(
                table,
                "call p50, µs",
                of -> Results.median(of.calls(), round -> round.figures().p50Micros()));
        row(
                table,
                "call p99, µs",
                of -> Results.median(of.calls(), round -> round.figures().p99Micros()));
        row(
                table,
                "errors",
                of -> of.calls().stream()
                        .mapToLong(round -> round.figures().errors())
                        .sum());
        row(table, "resident after calls, MB", of -> Results.median(of.calls(), Round::residentMegabytes));
    }

    private void streams(StringBuilder table) {
        row(table, "CPU a streamed chunk, µs", Results::eventMicros);
        row(
                table,
                "streams complete",
                of -> of.streams().stream()
                        .mapToLong(round -> round.figures().complete())
                        .sum());
        row(
                table,
                "streams failed",
                of -> of.streams().stream()
                        .mapToLong(round -> round.figures().failed())
                        .sum());
        row(
                table,
                "stalls over 1 s",
                of -> of.streams().stream()
                        .mapToLong(round -> round.figures().stalls())
                        .sum());
        row(
                table,
                "first chunk p50, µs",
                of -> Results.median(of.streams(), round -> round.figures().firstP50Micros()));
        row(
                table,
                "first chunk p99, µs",
                of -> Results.median(of.streams(), round -> round.figures().firstP99Micros()));
        row(
                table,
                "longest gap, µs",
                of -> Results.median(of.streams(), round -> round.figures().longestGapMicros()));
        row(table, "most resident in streams, MB", of -> Results.median(of.streams(), Round::residentMegabytes));
    }

    private void row(StringBuilder table, String name, ToDoubleFunction<Results> figure) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f |%n",
                name,
                figure.applyAsDouble(nginx),
                figure.applyAsDouble(gateway),
                ratio(figure)));
    }

    private double ratio(ToDoubleFunction<Results> figure) {
        double base = figure.applyAsDouble(nginx);
        return base > 0 ? figure.applyAsDouble(gateway) / base : 0;
    }

    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " CPUs, Linux " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version() + ", nginx workers "
                + Environment.text("NGINX_WORKERS", "1") + ", bench transport "
                + Transports.best().name();
    }
}
