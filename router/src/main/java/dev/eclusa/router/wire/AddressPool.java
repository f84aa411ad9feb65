package dev.eclusa.router.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The connections of one event loop to one address: the one used last is used next, so that the others can grow old. */
final class AddressPool {
    private final Address address;
    private final ConnectionPool all;
    private final ArrayDeque<ProviderConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private int open;

    AddressPool(Address address, ConnectionPool all) {
        this.address = address;
        this.all = all;
    }

    void lease(Exchange exchange) {
        ProviderConnection kept = idle.pollLast();
        while (kept != null && !kept.isOpen()) {
            kept = idle.pollLast();
        }
        if (kept != null) {
            exchange.connected(kept);
        } else if (open < all.most()) {
            connect(exchange);
        } else {
            waiting.add(exchange);
        }
    }

    private void connect(Exchange exchange) {
        open++;
        all.connect(address, this, new ConnectionPool.Made() {
            @Override
            public void made(ProviderConnection connection) {
                if (exchange.isWaiting()) {
                    exchange.connected(connection);
                } else {
                    idle(connection);
                }
            }

            @Override
            public void refused(Throwable cause) {
                open--;
                exchange.failed(cause);
                serveNext();
            }
        });
    }

    /** A connection has nothing to do: the next in the queue has it, or it waits. */
    void idle(ProviderConnection connection) {
        Exchange next = nextWaiting();
        if (next != null) {
            next.connected(connection);
        } else {
            connection.idleSince(System.nanoTime());
            idle.add(connection);
        }
    }

    void closed(ProviderConnection connection) {
        open--;
        idle.remove(connection);
        serveNext();
    }

    private void serveNext() {
        if (open < all.most()) {
            Exchange next = nextWaiting();
            if (next != null) {
                connect(next);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Exchange nextWaiting() {
        Exchange next = waiting.poll();
        while (next != null && !next.isWaiting()) {
            next = waiting.poll();
        }
        return next;
    }

    /** Closes what has had nothing to do since before then. */
    void closeIdleSince(long nanos) {
        ProviderConnection oldest = idle.peekFirst();
        while (oldest != null && oldest.idleSince() - nanos < 0) {
            idle.pollFirst().close();
            oldest = idle.peekFirst();
        }
    }

    void closeIdle() {
        List<ProviderConnection> every = new ArrayList<>(idle);
        idle.clear();
        every.forEach(ProviderConnection::close);
    }
}
