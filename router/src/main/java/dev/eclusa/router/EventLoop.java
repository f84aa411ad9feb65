package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.wire.ConnectionPool;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What the calls of one event loop share: its connections to providers, its deadlines, its scratch space. Made and used on
 * that loop only, so nothing here is locked.
 */
public final class EventLoop implements AutoCloseable {
    private static final int SCRATCH = 64 << 10;

    private final Vertx vertx;
    private final ConnectionPool connections;
    private final Deadlines deadlines = new Deadlines();
    private final Outbound.Known outbound = new Outbound.Known();
    private final SpokenTargets spoken = new SpokenTargets();
    private final byte[] scratch = new byte[SCRATCH];
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final long timer;
    private final Context context;
    private int active;
    private int streams;
    private int queued;

    /** Opens the connections of the current event loop. */
    public EventLoop(Vertx vertx, ConnectionPool.Bounds bounds) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.connections = new ConnectionPool(vertx, bounds, scratch);
        this.timer = vertx.setPeriodic(Deadlines.INTERVAL_MILLIS, id -> tick(System.nanoTime()));
    }

    private void tick(long nanos) {
        deadlines.check(nanos);
        connections.closeIdle(nanos);
    }

    /** Connections to providers. */
    ConnectionPool connections() {
        return connections;
    }

    /** What requests to an endpoint have in common. */
    Outbound outbound(Target.Endpoint endpoint) {
        return outbound.of(endpoint);
    }

    /** Targets as they are called in a dialect beside their own. */
    SpokenTargets spoken() {
        return spoken;
    }

    /** What waits on this loop. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** This loop's own randomness. */
    RandomGenerator random() {
        return random;
    }

    /** Runs an action on this loop after a pause. */
    public void after(Duration pause, Runnable action) {
        vertx.setTimer(Math.max(1, pause.toMillis()), id -> action.run());
    }

    /** Runs an action on this loop; for other threads. */
    void run(Runnable action) {
        context.runOnContext(nothing -> action.run());
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

    /** Takes the place of a stream; false when there are as many as there may be. */
    boolean streamEntered(int most) {
        if (streams >= most) {
            return false;
        }
        streams++;
        return true;
    }

    void streamLeft() {
        streams--;
    }

    /** Takes a place among the calls that wait for a deployment; false when there are as many as there may be. */
    boolean queueEntered(int most) {
        if (queued >= most) {
            return false;
        }
        queued++;
        return true;
    }

    void queueLeft() {
        queued--;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        connections.close();
    }
}
