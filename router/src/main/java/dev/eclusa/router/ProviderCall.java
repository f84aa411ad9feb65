package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.signing.Signature;
import dev.eclusa.router.wire.AnswerHead;
import dev.eclusa.router.wire.Exchange;
import dev.eclusa.router.wire.ProviderConnection;
import io.netty.handler.codec.compression.DecompressionException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider on the wire: sends it, hands on what comes, watches the clocks, and closes the connection the
 * moment nobody wants the answer any more.
 */
final class ProviderCall extends Deadlines.Waiting implements Exchange {
    /** How long an answer that is complete may take to end on the wire, so that its connection can be used again. */
    private static final long LINGER_NANOS = 2_000_000_000;

    /** Bodies up to this size are hashed on the event loop, which takes less than a millisecond; larger ones beside it. */
    private static final int HASHED_HERE = 256 << 10;

    private final EventLoop loop;
    private final Target target;
    private final Listener listener;
    private final boolean streamed;
    private final long latestNanos;
    private Duration toFirstEvent;
    private final long sentNanos = System.nanoTime();
    private final Outbound outbound;
    private byte[] body = {};
    private String bodyHash = "";
    private Map<String, String> headers = Map.of();
    private String method = "";
    private String path = "";
    private long deadlineNanos;
    private boolean over;
    private boolean sent;
    private boolean answered;
    private long connectedNanos;
    private boolean paused;
    private @Nullable ProviderConnection connection;
    private @Nullable Inflater inflater;

    /** Hears what becomes of the call. After {@code failed} or {@code ended} nothing more is heard. */
    interface Listener {
        /** The head of the answer. */
        void head(AnswerHead head);

        /** Bytes of the answer, valid during the call only. */
        void bytes(byte[] bytes, int length);

        /** The answer's body is over. */
        void ended();

        /** There is no more answer to come. */
        void failed(Failure.OfProvider failure);
    }

    /**
     * A call not yet sent.
     *
     * @param latestNanos when the whole call must be over
     * @param toFirstEvent how long a stream may take to its first event
     */
    ProviderCall(
            EventLoop loop,
            Target target,
            boolean streamed,
            long latestNanos,
            Duration toFirstEvent,
            Listener listener) {
        this.loop = loop;
        this.target = target;
        this.streamed = streamed;
        this.latestNanos = Math.min(
                latestNanos, System.nanoTime() + target.timeouts().total().toNanos());
        this.toFirstEvent = toFirstEvent;
        this.listener = listener;
        this.deadlineNanos = this.latestNanos;
        this.outbound = loop.outbound(target.endpoint());
    }

    /**
     * Sends it.
     *
     * @param extra headers besides those every request to this endpoint carries
     */
    void send(byte[] content, Map<String, String> extra) {
        body = content;
        headers = extra;
        loop.deadlines().add(this);
        allow(target.timeouts().connect().toNanos());
        if (outbound.isSigned() && content.length > HASHED_HERE) {
            Thread.ofVirtual().start(() -> {
                String hash = Signature.hash(content);
                loop.run(() -> connect(hash));
            });
        } else {
            connect(outbound.isSigned() ? Signature.hash(content) : "");
        }
    }

    private void connect(String hash) {
        bodyHash = hash;
        if (!over) {
            loop.connections().lease(outbound.address(), this);
        }
    }

    /** Sends what is no model call, with a method and path of its own. */
    void send(String itsMethod, String itsPath, byte[] content, Map<String, String> extra) {
        method = itsMethod;
        path = itsPath;
        send(content, extra);
    }

    /** Whether the request left for the provider. */
    boolean isSent() {
        return sent;
    }

    /** Gives the stream longer to its first event, if none came yet. */
    void waitLonger(Duration longer) {
        toFirstEvent = longer;
        if (sent && !answered && !over && streamed) {
            deadlineNanos = Math.min(latestNanos, connectedNanos + longer.toNanos());
        }
    }

    /** Nobody wants the answer: the connection is closed, so that the provider stops working. */
    void cancel() {
        if (finish()) {
            loop.deadlines().remove(this);
            disconnect();
        }
    }

    /** The answer is whole; what is left of the body, if anything, is read and forgotten so that the connection lives on. */
    void complete() {
        if (finish() && connection != null) {
            connection.resume();
            deadlineNanos = System.nanoTime() + LINGER_NANOS;
        }
    }

    /** Reads no more until {@link #resume}; meanwhile the clock between chunks stands. */
    void pause() {
        if (!over && !paused && connection != null) {
            paused = true;
            connection.pause();
            deadlineNanos = latestNanos;
        }
    }

    /** Reads on. */
    void resume() {
        if (paused && connection != null) {
            paused = false;
            connection.resume();
            allow(target.timeouts().betweenChunks().toNanos());
        }
    }

    @Override
    protected long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    protected void expired() {
        if (over) {
            disconnect();
            return;
        }
        String phase = connection == null ? "connect" : "answer";
        abort(Failure.OfProvider.of(Failure.OfProvider.Kind.TIMED_OUT, "The provider did not " + phase + " in time."));
    }

    /** What the provider does is wrong: the connection is closed and the failure reported. */
    private void abort(Failure.OfProvider failure) {
        if (finish()) {
            loop.deadlines().remove(this);
            disconnect();
            listener.failed(failure);
        }
    }

    @Override
    public boolean isWaiting() {
        return !over;
    }

    @Override
    public void connected(ProviderConnection ready) {
        connection = ready;
        sent = true;
        connectedNanos = System.nanoTime();
        allow(streamed ? toFirstEvent.toNanos() : Long.MAX_VALUE / 4);
        ready.start(
                this,
                method.isEmpty()
                        ? outbound.request(
                                ready.allocator(), streamed, outbound.proven(streamed, headers, bodyHash), body)
                        : outbound.request(
                                ready.allocator(),
                                method,
                                path,
                                outbound.proven(method, path, headers, bodyHash),
                                body));
        body = new byte[0];
    }

    @Override
    public void head(AnswerHead head) {
        String encoding = head.header("content-encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            inflater = Inflater.of(encoding).orElse(null);
            if (inflater == null) {
                abort(Failure.OfProvider.of(
                        Failure.OfProvider.Kind.MALFORMED, "The provider compressed its answer in an unknown way."));
                return;
            }
        }
        listener.head(head);
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        if (over) {
            return;
        }
        answered = true;
        if (streamed && !paused) {
            allow(target.timeouts().betweenChunks().toNanos());
        }
        Inflater decoder = inflater;
        if (decoder == null) {
            listener.bytes(bytes, length);
            return;
        }
        try {
            decoder.feed(bytes, length, this::hand);
        } catch (DecompressionException broken) {
            abort(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider's compressed answer cannot be decoded."));
        }
    }

    private void hand(byte[] plain) {
        if (!over) {
            listener.bytes(plain, plain.length);
        }
    }

    @Override
    public void ended() {
        connection = null;
        loop.deadlines().remove(this);
        if (finish()) {
            listener.ended();
        }
    }

    @Override
    public void failed(Throwable cause) {
        connection = null;
        loop.deadlines().remove(this);
        if (finish()) {
            listener.failed(WireFailures.of(cause, target));
        }
    }

    private void disconnect() {
        ProviderConnection ending = connection;
        if (ending != null) {
            connection = null;
            ending.close();
        }
    }

    private void allow(long nanos) {
        deadlineNanos = Math.min(latestNanos, System.nanoTime() + nanos);
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (inflater != null) {
            inflater.close();
        }
        return true;
    }

    long sentNanos() {
        return sentNanos;
    }
}
