package dev.eclusa.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.List;

/** Opens Vert.x on the best transport the machine has: io_uring, else epoll, else the JDK's. */
final class Transports {
    private static final System.Logger LOG = System.getLogger("eclusa.server");
    /** Where multishot polls are on, Netty up to 4.2.16 misses resets on io_uring (docs/decisions/0003). */
    private static final String MULTISHOT_POLL = "io.netty.iouring.pollAddMultishotEnabled";

    private Transports() {}

    /**
     * A transport in use.
     *
     * @param name {@code io_uring}, {@code epoll} or {@code nio}
     */
    record Opened(Vertx vertx, String name) {}

    /** Opens the first transport that works here; the system property {@code eclusa.transport} names the only one to try. */
    static Opened open(VertxOptions options) {
        if (System.getProperty(MULTISHOT_POLL) == null) {
            System.setProperty(MULTISHOT_POLL, "false");
        }
        String only = System.getProperty("eclusa.transport", "");
        for (Transport transport : List.of(Transport.IO_URING, Transport.EPOLL)) {
            if ((!only.isEmpty() && !only.equals(transport.name())) || !transport.available()) {
                continue;
            }
            try {
                Vertx vertx =
                        Vertx.builder().with(options).withTransport(transport).build();
                return new Opened(vertx, transport.name());
            } catch (RuntimeException | LinkageError refused) {
                LOG.log(System.Logger.Level.DEBUG, "The transport cannot be used here: " + transport.name(), refused);
            }
        }
        return new Opened(Vertx.builder().with(options).build(), "nio");
    }
}
