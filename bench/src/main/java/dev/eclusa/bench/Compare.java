package dev.eclusa.bench;

import java.nio.file.Path;
import java.util.ArrayList;

/** Measures nginx and the gateway in turn, several rounds, and writes the report. Started by {@code bench/run.sh}. */
public final class Compare {
    private static final int SECONDS = Environment.number("SECONDS_EACH", 10);
    private static final int WARM_UP = Environment.number("WARM_UP", 5);
    private static final int WARM_UP_PIECE = 10;
    private static final int ROUNDS = Environment.number("ROUNDS", 3);
    private static final int STREAMS = Environment.number("STREAMS", 75);
    private static final boolean CALLS = Environment.number("CALLS", 1) == 1;

    private final Meter meter;
    private final Results nginx = new Results(Target.nginx(), new ArrayList<>(), new ArrayList<>());
    private final Results gateway = new Results(Target.gateway(), new ArrayList<>(), new ArrayList<>());

    private Compare(Meter meter) {
        this.meter = meter;
    }

    /** Runs once; everything it needs to know stands in the environment. */
    public static void main(String[] args) {
        var vertx = Transports.oneLoop();
        var compare = new Compare(new Meter(vertx));
        if (CALLS) {
            compare.calls();
        }
        compare.streams();
        compare.report();
        vertx.close().await();
    }

    private void calls() {
        warmUp(nginx.target());
        warmUp(gateway.target());
        for (int round = 0; round < ROUNDS; round++) {
            call(nginx);
            call(gateway);
        }
    }

    /** In pieces: each opens its connections anew, as each round will, so that this is compiled too before it is measured. */
    private void warmUp(Target target) {
        int left = WARM_UP;
        while (left > 0) {
            int piece = Math.min(left, WARM_UP_PIECE);
            meter.calls(target, piece);
            left -= piece;
        }
    }

    private void call(Results results) {
        var round = meter.calls(results.target(), SECONDS);
        results.calls().add(round);
        System.err.println(results.target().name() + " calls " + round.json().encode());
    }

    private void streams() {
        meter.streams(nginx.target(), STREAMS, WARM_UP);
        meter.streams(gateway.target(), STREAMS, WARM_UP);
        for (int round = 0; round < ROUNDS; round++) {
            stream(nginx);
            stream(gateway);
        }
    }

    private void stream(Results results) {
        var round = meter.streams(results.target(), STREAMS, SECONDS);
        results.streams().add(round);
        System.err.println(results.target().name() + " streams " + round.json().encode());
    }

    private void report() {
        var title = "Gateway beside nginx, " + Environment.text("BENCH_NAME", "unnamed") + ", " + STREAMS
                + " streams at " + Environment.text("INTERVAL_MS", "10") + " ms a chunk";
        var report = new Report(title, nginx, gateway);
        report.write(Path.of(Environment.text("RESULTS", "bench/results")), Environment.text("BENCH_NAME", "unnamed"));
        System.out.println(report.markdown());
    }
}
