package dev.eclusa.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A provider on a loopback port that answers by script: HTTP/1.1 over real sockets, so that resets, stalls and lies are
 * real too. A test declares how many calls it expects and ends with {@link #verify()}.
 *
 * <pre>{@code
 * try (var provider = ScriptedProvider.expecting(2).reply(Reply.json(429, "{}"), Reply.json(answer))) {
 *     …
 *     provider.verify();
 * }
 * }</pre>
 */
public final class ScriptedProvider implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final Connections connections = new Connections();
    private final LinkedBlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Received> firstGone = new CompletableFuture<>();

    private ScriptedProvider(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Thread.ofVirtual().name("provider-accept").start(this::accept);
    }

    /** A listening provider that expects exactly so many calls. */
    public static ScriptedProvider expecting(int calls) {
        return expecting(calls, calls);
    }

    /** A listening provider that expects at least {@code fewest} and at most {@code most} calls. */
    public static ScriptedProvider expecting(int fewest, int most) {
        return new ScriptedProvider(new Script(fewest, most));
    }

    /** Adds replies, each given once, in this order, to requests no rule matches. */
    public ScriptedProvider reply(Reply... replies) {
        script.inOrder(List.of(replies));
        return this;
    }

    /** Adds a rule: requests that match get this reply, however many; earlier rules go first. */
    public ScriptedProvider when(Predicate<Received> matches, Reply reply) {
        script.when(matches, reply);
        return this;
    }

    /** Gives every request no earlier rule matches this reply. */
    public ScriptedProvider always(Reply reply) {
        return when(request -> true, reply);
    }

    /** The port listened on. */
    public int port() {
        return server.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}, no slash at the end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Every request received so far, in order. */
    public List<Received> requests() {
        return script.received();
    }

    /**
     * The next request not yet taken by this method.
     *
     * @throws AssertionError if none came in time
     */
    public Received awaitRequest(Duration timeout) {
        try {
            var next = arrivals.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("no further request within " + timeout + "; traffic: " + requests());
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for a request", interrupted);
        }
    }

    /** Completes with the first request whose client went away before its reply was written to the end. */
    public CompletableFuture<Received> clientGone() {
        return firstGone.copy();
    }

    /** Connections open now. */
    public int openConnections() {
        return connections.openNow();
    }

    /** Connections accepted since the start. */
    public int acceptedConnections() {
        return connections.accepted();
    }

    /** The most connections ever open at one time. */
    public int mostConnections() {
        return connections.mostOpen();
    }

    /** The most calls ever under way at one time. */
    public int mostConcurrentCalls() {
        return connections.mostCalls();
    }

    /**
     * Waits until exactly so many connections are open.
     *
     * @throws AssertionError if that is not so in time
     */
    public void awaitOpenConnections(int count, Duration timeout) {
        connections.awaitOpen(count, timeout);
    }

    /**
     * Checks the traffic against the script: the number of calls, none without a reply, no reply left over.
     *
     * @throws AssertionError if it differed
     */
    public void verify() {
        script.verify();
    }

    /** Stops listening and closes every connection; does not verify. */
    @Override
    public void close() {
        shut(server);
        connections.all().forEach(ScriptedProvider::shut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                int number = connections.opened(socket);
                Thread.ofVirtual().name("provider-" + number).start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            new Conversation(socket, number, this::receive, this::gone, connections).run();
        } catch (IOException ended) {
            // The client went away or sent something that is not HTTP; the test sees it by what is missing.
        } finally {
            connections.closed(socket);
        }
    }

    private Reply receive(Received request) {
        var reply = script.replyTo(request);
        arrivals.add(request);
        return reply;
    }

    private void gone(Received request) {
        if (!server.isClosed()) {
            request.markClientGone();
            firstGone.complete(request);
        }
    }

    private static void shut(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyClosed) {
            throw new IllegalStateException(alreadyClosed);
        }
    }
}
