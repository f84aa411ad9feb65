package dev.eclusa.router.wire;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The connections of one event loop to all providers. Vert.x opens them (names, TLS, time-outs, whatever the transport is);
 * from then on they are read and written here. Made and used on its event loop only.
 */
public final class ConnectionPool implements AutoCloseable {
    private final Context context;
    private final NetClient client;
    private final Bounds bounds;
    private final byte[] scratch;
    private final Map<Address, AddressPool> pools = new HashMap<>();

    /**
     * How many connections there may be, and for how long.
     *
     * @param most to one address
     * @param connect longest wait for a connection, TLS handshake included
     * @param keepAlive how long an unused one is kept
     */
    public record Bounds(int most, Duration connect, Duration keepAlive) {}

    /** Hears whether a connection could be opened. */
    interface Made {
        void made(ProviderConnection connection);

        void refused(Throwable cause);
    }

    /**
     * A pool for the current event loop.
     *
     * @param scratch space for a read, overwritten by the next
     */
    public ConnectionPool(Vertx vertx, Bounds bounds, byte[] scratch) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createNetClient(options(bounds));
        this.bounds = bounds;
        this.scratch = scratch;
    }

    /** Gives the exchange a connection as soon as there is one, at once where one is kept. */
    public void lease(Address address, Exchange exchange) {
        pools.computeIfAbsent(address, wanted -> new AddressPool(wanted, this)).lease(exchange);
    }

    /** Closes what was not used for too long. To be called now and then. */
    public void closeIdle(long nowNanos) {
        long since = nowNanos - bounds.keepAlive().toNanos();
        pools.values().forEach(pool -> pool.closeIdleSince(since));
    }

    @Override
    public void close() {
        pools.values().forEach(AddressPool::closeIdle);
        client.close();
    }

    int most() {
        return bounds.most();
    }

    void connect(Address address, AddressPool pool, Made made) {
        ConnectOptions where = new ConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.secure())
                .setTimeout((int) bounds.connect().toMillis());
        context.runOnContext(nothing -> client.connect(where).onComplete(opened -> {
            if (opened.succeeded() && address.guarded() && isForbidden(opened.result())) {
                opened.result().close();
                made.refused(new ConnectException("the address leads where requests may not send the gateway"));
            } else if (opened.succeeded()) {
                made.made(adopt(opened.result(), pool));
            } else {
                made.refused(opened.cause());
            }
        }));
    }

    private static boolean isForbidden(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel().remoteAddress()
                        instanceof InetSocketAddress remote
                && Guard.forbids(remote.getAddress());
    }

    private ProviderConnection adopt(NetSocket socket, AddressPool pool) {
        var vertxHandler = ((NetSocketInternal) socket).channelHandlerContext();
        ProviderConnection connection = new ProviderConnection(pool, scratch);
        vertxHandler.pipeline().addBefore(vertxHandler.name(), "provider", connection);
        return connection;
    }

    private static NetClientOptions options(Bounds bounds) {
        return new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) bounds.connect().toMillis())
                .setHostnameVerificationAlgorithm("HTTPS");
    }
}
