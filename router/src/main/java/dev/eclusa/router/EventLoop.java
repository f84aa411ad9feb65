package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What the calls of one event loop share: its connections to providers, its deadlines, its scratch space. Made and used on
 * that loop only, so nothing here is locked.
 */
public final class EventLoop implements AutoCloseable {
    private static final int SCRATCH = 64 << 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final Deadlines deadlines = new Deadlines();
    private final Outbound.Known outbound = new Outbound.Known();
    private final byte[] scratch = new byte[SCRATCH];
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final long timer;
    private int active;

    /** Opens the connections of the current event loop. */
    public EventLoop(Vertx vertx, Connections connections) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(options(connections), pool(connections));
        this.timer = vertx.setPeriodic(Deadlines.INTERVAL_MILLIS, id -> deadlines.check(System.nanoTime()));
    }

    /**
     * Bounds of the connections to providers, per event loop.
     *
     * @param most connections to one provider
     * @param connect longest wait for a connection
     * @param keepAlive how long an unused one is kept
     */
    public record Connections(int most, Duration connect, Duration keepAlive) {}

    /** Connections to providers. */
    HttpClient client() {
        return client;
    }

    /** What requests to an endpoint have in common. */
    Outbound outbound(Target.Endpoint endpoint) {
        return outbound.of(endpoint);
    }

    /** What waits on this loop. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** Space to copy a read into; overwritten by the next read. */
    byte[] scratch() {
        return scratch;
    }

    /** This loop's own randomness. */
    RandomGenerator random() {
        return random;
    }

    /** Runs an action on this loop after a pause. */
    void after(Duration pause, Runnable action) {
        vertx.setTimer(Math.max(1, pause.toMillis()), id -> action.run());
    }

    /** Calls under way on this loop. */
    public int active() {
        return active;
    }

    void entered() {
        active++;
    }

    void left() {
        active--;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        client.close();
    }

    private static HttpClientOptions options(Connections connections) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) connections.connect().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) connections.keepAlive().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(64 << 10)
                .setMaxChunkSize(SCRATCH)
                .setDecompressionSupported(false)
                .setVerifyHost(true);
    }

    private static PoolOptions pool(Connections connections) {
        return new PoolOptions().setHttp1MaxSize(connections.most()).setCleanerPeriod(1000);
    }
}
