package dev.eclusa.server;

import dev.eclusa.router.EventLoop;
import dev.eclusa.router.wire.ConnectionPool;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The listening server: event loops that accept, and an orderly end. */
public final class GatewayServer implements AutoCloseable {
    private final Vertx vertx;
    private final String transport;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final Binding binding;
    private final AtomicInteger clients = new AtomicInteger();
    private int port;

    /**
     * Where and how to listen.
     *
     * @param port 0 picks a free one
     * @param eventLoops how many event loops serve
     * @param largestHead bytes of request line and headers
     * @param headRead longest wait for a complete head
     * @param most client connections; the first request on any more is refused
     * @param connections to providers
     */
    public record Binding(
            String host,
            int port,
            int eventLoops,
            int largestHead,
            Duration headRead,
            int most,
            ConnectionPool.Bounds connections) {}

    private GatewayServer(Vertx vertx, String transport, Binding binding) {
        this.vertx = vertx;
        this.transport = transport;
        this.binding = binding;
    }

    /** Opens the transport. Nothing listens yet. */
    public static GatewayServer open(Binding binding) {
        Transports.Opened opened = Transports.open(options(binding));
        return new GatewayServer(opened.vertx(), opened.name(), binding);
    }

    /** The address cannot be bound; the message says what to do. */
    public static final class CannotListen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotListen(Binding binding, Throwable cause) {
            super(
                    "Cannot listen on " + binding.host() + ":" + binding.port()
                            + ". Is another program there? Choose another port with --port.",
                    cause);
        }
    }

    /** Which transport is in use: {@code io_uring}, {@code epoll} or {@code nio}. */
    public String transport() {
        return transport;
    }

    /** Listens, every event loop with a door of its own; returns when all do. */
    public GatewayServer listen(Supplier<HttpDoor.Rooms> rooms) {
        try {
            vertx.deployVerticle(() -> new Loop(rooms), new DeploymentOptions().setInstances(binding.eventLoops()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException refused) {
            throw new CannotListen(binding, refused);
        }
        port = loops.getFirst().server.actualPort();
        return this;
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    /** Calls under way. */
    public int active() {
        return loops.stream().mapToInt(loop -> loop.eventLoop.active()).sum();
    }

    /** Stops accepting, waits for calls under way up to the deadline, then closes everything. */
    public void drain(Duration deadline) {
        loops.forEach(Loop::stopAccepting);
        long end = System.nanoTime() + deadline.toNanos();
        while (active() > 0 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        close();
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            throw new IllegalStateException("The event loops did not stop in time.", stuck);
        }
    }

    private static VertxOptions options(Binding binding) {
        return new VertxOptions()
                .setEventLoopPoolSize(binding.eventLoops())
                .setPreferNativeTransport(false)
                .setBlockedThreadCheckInterval(5)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS);
    }

    /** One event loop: its server, its connections to providers, its door. */
    private final class Loop extends AbstractVerticle {
        private final Supplier<HttpDoor.Rooms> rooms;
        private HttpServer server;
        private EventLoop eventLoop;

        @SuppressWarnings("NullAway.Init") // the verticle's life begins in start, before which nobody sees it
        Loop(Supplier<HttpDoor.Rooms> rooms) {
            this.rooms = rooms;
        }

        @Override
        public void start(Promise<Void> started) {
            eventLoop = new EventLoop(vertx, binding.connections());
            Context here = context;
            HttpDoor door = new HttpDoor(eventLoop, here, rooms);
            server = vertx.createHttpServer(httpOptions())
                    .connectionHandler(this::connected)
                    .requestHandler(door::open);
            server.listen(binding.port(), binding.host())
                    .onSuccess(bound -> loops.add(this))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void connected(HttpConnection connection) {
            boolean crowded = clients.incrementAndGet() > binding.most();
            connection.closeHandler(closed -> clients.decrementAndGet());
            HeadWatch.install(connection, eventLoop.deadlines(), binding.headRead(), crowded);
        }

        io.vertx.core.Future<Void> stopAccepting() {
            return server.shutdown(binding.connections().connect().toSeconds(), TimeUnit.SECONDS);
        }

        private HttpServerOptions httpOptions() {
            return new HttpServerOptions()
                    .setTcpNoDelay(true)
                    .setHttp2ClearTextEnabled(false)
                    .setMaxHeaderSize(binding.largestHead())
                    .setMaxInitialLineLength(8 << 10)
                    .setMaxChunkSize(64 << 10)
                    .setHandle100ContinueAutomatically(true)
                    .setCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setStrictThreadMode(true)
                    .setAcceptBacklog(4096)
                    .setReuseAddress(true);
        }
    }
}
