package dev.eclusa.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * So many streams at a time, each followed by another until time is up; the last ones are read to their end.
 *
 * <p>{@code java dev.eclusa.bench.StreamLoad URL [STREAMS=75] [SECONDS=10]}, key in {@code ECLUSA_MASTER_KEY}
 */
public final class StreamLoad {
    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private final Buffer body;
    private final StreamTally tally = new StreamTally();
    private final int streams;
    private long deadline;

    private StreamLoad(Vertx vertx, String url, int streams) {
        this.vertx = vertx;
        this.streams = streams;
        var options = new HttpClientOptions().setIdleTimeout(30).setMaxChunkSize(65_536);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(streams));
        request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("authorization", "Bearer " + Environment.key())
                .putHeader("content-type", "application/json");
        body = Buffer.buffer(Environment.streamBody());
    }

    /** Runs one load and prints its figures as JSON. */
    public static void main(String[] args) {
        int streams = args.length > 1 ? Integer.parseInt(args[1]) : 75;
        long seconds = args.length > 2 ? Long.parseLong(args[2]) : 10;
        var vertx = Transports.oneLoop();
        System.out.println(
                run(vertx, args[0], streams, Duration.ofSeconds(seconds)).json().encodePrettily());
        vertx.close().await();
    }

    /** Runs a load to its end, which is up to one stream's length after the duration. */
    static StreamFigures run(Vertx vertx, String url, int streams, Duration duration) {
        var figures = Promise.<StreamFigures>promise();
        vertx.runOnContext(
                start -> new StreamLoad(vertx, url, streams).start(duration).onComplete(figures));
        return figures.future().await();
    }

    private Future<StreamFigures> start(Duration duration) {
        deadline = System.nanoTime() + duration.toNanos();
        var slots = IntStream.range(0, streams).mapToObj(this::slot).toList();
        return Future.all(slots).map(done -> tally.figures()).onComplete(done -> client.close());
    }

    /** One stream after another; slots begin spread over the first second, so that they do not march in step. */
    private Future<Void> slot(int number) {
        return vertx.timer(1 + number * 1000L / streams, TimeUnit.MILLISECONDS).compose(begin -> repeat());
    }

    private Future<Void> repeat() {
        if (System.nanoTime() > deadline) {
            return Future.succeededFuture();
        }
        return stream()
                .onSuccess(tally::ended)
                .recover(failure -> {
                    tally.ended(false);
                    return vertx.timer(100, TimeUnit.MILLISECONDS).map(false);
                })
                .compose(next -> repeat());
    }

    private Future<Boolean> stream() {
        long begun = System.nanoTime();
        return client.request(new RequestOptions(request))
                .compose(sent -> sent.send(body))
                .compose(response -> read(response, begun));
    }

    private Future<Boolean> read(HttpClientResponse response, long begun) {
        var counter = new EventCounter();
        var last = new long[] {0};
        response.handler(bytes -> {
            long now = System.nanoTime();
            if (last[0] == 0) {
                tally.first(now - begun);
            } else {
                tally.gap(now - last[0]);
            }
            last[0] = now;
            tally.events(counter.count(bytes));
        });
        return response.end().map(end -> response.statusCode() == 200 && counter.terminated());
    }
}
