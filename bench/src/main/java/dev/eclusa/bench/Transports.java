package dev.eclusa.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.Objects;
import java.util.stream.Stream;

/** Vert.x on the cheapest transport this machine allows: the bench's own parts must not eat what it measures. */
final class Transports {
    private Transports() {}

    static Vertx oneLoop() {
        var options =
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1);
        return Vertx.builder().with(options).withTransport(best()).build();
    }

    /** io_uring, else epoll, else the JDK's; {@code BENCH_TRANSPORT} (io_uring, epoll, nio) chooses otherwise. */
    static Transport best() {
        var wanted = System.getenv().getOrDefault("BENCH_TRANSPORT", "");
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
                .filter(Objects::nonNull)
                .filter(transport -> wanted.isEmpty() || transport.name().equals(wanted))
                .filter(Transport::available)
                .findFirst()
                .orElse(Transport.NIO);
    }
}
