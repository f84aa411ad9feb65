package dev.eclusa.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls and streams in turn on the gateway for a long while, its memory sampled after each turn. */
public final class Soak {
    private static final int TURN_SECONDS = 10;

    private Soak() {}

    private record Sample(long seconds, double residentMegabytes, long failed) {
        JsonObject json() {
            return new JsonObject()
                    .put("s", seconds)
                    .put("resident_mb", residentMegabytes)
                    .put("failed", failed);
        }
    }

    /** Runs for {@code SOAK_MINUTES}. */
    public static void main(String[] args) throws IOException {
        var vertx = Transports.oneLoop();
        var samples = samples(new Meter(vertx), Target.gateway());
        var report = report(samples);
        var name = Environment.text("BENCH_NAME", "unnamed") + "-soak.json";
        var directory = Files.createDirectories(Path.of(Environment.text("RESULTS", "bench/results")));
        Files.writeString(directory.resolve(name), report.encodePrettily() + "\n");
        report.remove("samples");
        System.out.println(report.encodePrettily());
        vertx.close().await();
    }

    private static List<Sample> samples(Meter meter, Target gateway) {
        var samples = new ArrayList<Sample>();
        var begun = Instant.now();
        var end = begun.plus(Duration.ofMinutes(Environment.number("SOAK_MINUTES", 1)));
        while (Instant.now().isBefore(end)) {
            long failed = meter.calls(gateway, TURN_SECONDS).figures().errors()
                    + meter.streams(gateway, Environment.number("STREAMS", 75), TURN_SECONDS)
                            .figures()
                            .failed();
            long seconds = Duration.between(begun, Instant.now()).toSeconds();
            var sample = new Sample(seconds, gateway.processes().residentMegabytes(), failed);
            samples.add(sample);
            System.err.println(sample.json().encode());
        }
        return samples;
    }

    /** Growth compares the last quarter with the second: the first is the machine's warming up. */
    private static JsonObject report(List<Sample> samples) {
        int quarter = Math.max(1, samples.size() / 4);
        var early = samples.subList(Math.min(quarter, samples.size() - 1), Math.min(2 * quarter + 1, samples.size()));
        var late = samples.subList(samples.size() - quarter, samples.size());
        double before = Results.median(early, Sample::residentMegabytes);
        double after = Results.median(late, Sample::residentMegabytes);
        return new JsonObject()
                .put("machine", Report.machine())
                .put("second_quarter_mb", before)
                .put("last_quarter_mb", after)
                .put("growth_mb", after - before)
                .put("failed", samples.stream().mapToLong(Sample::failed).sum())
                .put("samples", new JsonArray(samples.stream().map(Sample::json).toList()));
    }
}
