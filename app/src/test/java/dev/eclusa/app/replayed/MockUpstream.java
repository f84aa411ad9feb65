package dev.eclusa.app.replayed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** The provider behind every model of the recorded configuration: what it does depends on the model's name. */
final class MockUpstream implements AutoCloseable {
    private static final int SLOW_MILLIS = 2_000;
    private static final long BETWEEN_EVENTS_NANOS = 3_000_000;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final Semaphore held = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private volatile boolean holds;
    private volatile boolean answersBeforeCut;

    private MockUpstream(HttpServer server) {
        this.server = server;
    }

    static MockUpstream start() {
        try {
            MockUpstream upstream = new MockUpstream(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128));
            upstream.server.setExecutor(upstream.threads);
            upstream.server.createContext("/", upstream::answer);
            upstream.server.start();
            return upstream;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Whether the model that is cut off gives a part of its answer before. */
    void answersBeforeCut(boolean answers) {
        answersBeforeCut = answers;
    }

    /** From now on the slow model answers when it is released, not before. */
    void hold() {
        holds = true;
    }

    /** Waits for a call to the slow model. */
    void awaitHeld() {
        wait(held, 10_000);
    }

    /** Lets that call go on. */
    void release() {
        holds = false;
        released.release();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode request = Json.read(text).orElseGet(() -> Json.read("{}").orElseThrow());
        String model = request.path("model").asString("");
        int call = calls.incrementAndGet();
        if (model.equals("slow")) {
            slowly();
        }
        if (model.equals("midcut") && !answersBeforeCut) {
            throw new Cut();
        }
        MockAnswer answer = MockAnswers.of(exchange.getRequestURI().getPath(), model, request, call);
        exchange.getResponseHeaders().add("content-type", answer.type());
        exchange.getResponseHeaders().add("x-request-id", "req_mock_" + call);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        if (answer.type().startsWith("text/event-stream")) {
            exchange.sendResponseHeaders(answer.status(), 0);
            stream(exchange.getResponseBody(), answer);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.bytes().length);
            exchange.getResponseBody().write(answer.bytes());
        }
        if (answer.isCut()) {
            throw new Cut();
        }
        exchange.close();
    }

    /** Event by event, each on its own way. */
    private static void stream(OutputStream body, MockAnswer answer) throws IOException {
        for (String event : new String(answer.bytes(), StandardCharsets.UTF_8).split("(?<=\n\n)")) {
            body.write(event.getBytes(StandardCharsets.UTF_8));
            body.flush();
            LockSupport.parkNanos(BETWEEN_EVENTS_NANOS);
        }
    }

    private void slowly() {
        if (holds) {
            held.release();
            wait(released, 10_000);
        } else {
            wait(new Semaphore(0), SLOW_MILLIS);
        }
    }

    private static void wait(Semaphore semaphore, long millis) {
        try {
            if (semaphore.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                semaphore.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the server close the connection. */
    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1;

        Cut() {
            super("as the model says");
        }
    }
}
