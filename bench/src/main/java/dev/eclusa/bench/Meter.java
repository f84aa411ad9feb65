package dev.eclusa.bench;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Puts a load on a target and reads its CPU time before and after. */
final class Meter {
    private final Vertx vertx;
    private final Wrk wrk;

    Meter(Vertx vertx) {
        this.vertx = vertx;
        this.wrk = new Wrk(Environment.text("BENCH_LUA", "bench/call.lua"), Environment.number("CONNECTIONS", 64));
    }

    Round.Calls calls(Target target, int seconds) {
        long before = target.processes().cpuMicros();
        var figures = wrk.run(target.callsUrl(), seconds);
        long spent = target.processes().cpuMicros() - before;
        return new Round.Calls(
                figures,
                (double) spent / Math.max(1, figures.calls()),
                target.processes().residentMegabytes());
    }

    Round.Streams streams(Target target, int streams, int seconds) {
        var most = new DoubleAccumulator(Math::max, 0);
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            sampler.scheduleAtFixedRate(
                    () -> most.accumulate(target.processes().residentMegabytes()), 0, 500, TimeUnit.MILLISECONDS);
            long before = target.processes().cpuMicros();
            var figures = StreamLoad.run(vertx, target.streamsUrl(), streams, Duration.ofSeconds(seconds));
            long spent = target.processes().cpuMicros() - before;
            sampler.shutdownNow();
            return new Round.Streams(figures, (double) spent / Math.max(1, figures.events()), most.get());
        }
    }
}
