package dev.eclusa.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A simulated provider, as cheap as it can be: OpenAI's {@code /v1/chat/completions} and Anthropic's {@code /v1/messages}.
 * Whole answers come at once, streams an event every few milliseconds.
 *
 * <p>{@code java dev.eclusa.bench.Upstream PORT [CHUNKS=100] [INTERVAL_MS=10]}
 */
public final class Upstream {
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    private static final Pattern USAGE = Pattern.compile("\"include_usage\"\\s*:\\s*true");

    private final Vertx vertx;
    private final long intervalMillis;
    private final Answers openai;
    private final Answers anthropic;

    Upstream(Vertx vertx, int chunks, long intervalMillis) {
        this.vertx = vertx;
        this.intervalMillis = intervalMillis;
        this.openai = Answers.openai(chunks);
        this.anthropic = Answers.anthropic(chunks);
    }

    /** Serves until killed. */
    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        int chunks = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        long interval = args.length > 2 ? Long.parseLong(args[2]) : 10;
        int bound = new Upstream(Transports.oneLoop(), chunks, interval).listen(port);
        System.out.println("upstream on " + bound + " over " + Transports.best().name());
    }

    /** Listens on a loopback port, 0 for any, and tells which. */
    int listen(int port) {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(4096);
        return vertx.createHttpServer(options)
                .requestHandler(this::serve)
                .listen()
                .await()
                .actualPort();
    }

    private void serve(HttpServerRequest request) {
        request.bodyHandler(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var answers = request.uri().contains("/messages") ? anthropic : openai;
        var text = body.toString(StandardCharsets.ISO_8859_1);
        if (STREAM.matcher(text).find()) {
            stream(request.response(), USAGE.matcher(text).find() ? answers.eventsWithUsage() : answers.events());
        } else {
            request.response().putHeader("content-type", "application/json").end(answers.whole());
        }
    }

    private void stream(HttpServerResponse response, List<Buffer> events) {
        response.setChunked(true).putHeader("content-type", "text/event-stream");
        var pacing = new Pacing(response, events);
        response.write(events.getFirst());
        long timer = vertx.setPeriodic(intervalMillis, pacing::tick);
        response.closeHandler(gone -> vertx.cancelTimer(timer));
    }

    /** One stream's place in its events. Lives on one event loop. */
    private final class Pacing {
        private final HttpServerResponse response;
        private final List<Buffer> events;
        private int next = 1;

        Pacing(HttpServerResponse response, List<Buffer> events) {
            this.response = response;
            this.events = events;
        }

        void tick(long timer) {
            if (next < events.size() - 1) {
                response.write(events.get(next++));
            } else {
                vertx.cancelTimer(timer);
                response.write(events.getLast());
                response.end();
            }
        }
    }
}
