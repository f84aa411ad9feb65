package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.DecompressionException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider on the wire: sends it, hands on what comes, watches the clocks, and closes the connection the
 * moment nobody wants the answer any more.
 */
final class ProviderCall extends Deadlines.Waiting {
    private final EventLoop loop;
    private final Target target;
    private final Listener listener;
    private final boolean streamed;
    private final long latestNanos;
    private final long sentNanos = System.nanoTime();
    private long deadlineNanos;
    private boolean over;
    private boolean paused;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable Inflater inflater;

    /** Hears what becomes of the call. After {@code failed} or {@code ended} nothing more is heard. */
    interface Listener {
        /** The head of the answer. */
        void head(int status, HttpClientResponse response);

        /** Bytes of the answer, valid during the call only. */
        void bytes(byte[] bytes, int length);

        /** The answer's body is over. */
        void ended();

        /** There is no more answer to come. */
        void failed(Failure.OfProvider failure);
    }

    /**
     * Sends a request.
     *
     * @param latestNanos when the whole call must be over
     */
    ProviderCall(EventLoop loop, Target target, boolean streamed, long latestNanos, Listener listener) {
        this.loop = loop;
        this.target = target;
        this.streamed = streamed;
        this.latestNanos = latestNanos;
        this.listener = listener;
        this.deadlineNanos = latestNanos;
    }

    /**
     * Sends it.
     *
     * @param headers besides those every request to this endpoint carries
     */
    void send(byte[] body, Map<String, String> headers) {
        Outbound outbound = loop.outbound(target.endpoint());
        loop.deadlines().add(this);
        allow(target.timeouts().connect().toNanos());
        loop.client().request(outbound.options(streamed)).onComplete(connected -> {
            if (over) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
                return;
            }
            if (connected.failed()) {
                fail(WireFailures.of(connected.cause(), target));
                return;
            }
            HttpClientRequest sending = connected.result();
            outbound.addHeaders(sending.headers());
            headers.forEach((name, value) -> sending.headers().set(HeaderNames.of(name), value));
            transmit(sending, body);
        });
    }

    /** Nobody wants the answer: the connection is closed, so that the provider stops working. */
    void cancel() {
        if (finish() && request != null) {
            request.reset();
        }
    }

    /** The answer is whole; what is left of the body, if anything, is read and forgotten so that the connection lives on. */
    void complete() {
        if (finish() && response != null) {
            resume();
        }
    }

    /** Reads no more until {@link #resume}; meanwhile the clock between chunks stands. */
    void pause() {
        if (!over && !paused && response != null) {
            paused = true;
            response.pause();
            deadlineNanos = latestNanos;
        }
    }

    /** Reads on. */
    void resume() {
        if (paused && response != null) {
            paused = false;
            response.resume();
            allow(target.timeouts().betweenChunks().toNanos());
        }
    }

    @Override
    protected long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    protected void expired() {
        String phase = request == null ? "connect" : "answer";
        abort(Failure.OfProvider.of(Failure.OfProvider.Kind.TIMED_OUT, "The provider did not " + phase + " in time."));
    }

    /** What the provider does is wrong: the connection is closed and the failure reported. */
    void abort(Failure.OfProvider failure) {
        if (over) {
            return;
        }
        if (request != null) {
            HttpClientRequest sent = request;
            fail(failure);
            sent.reset();
        } else {
            fail(failure);
        }
    }

    private void transmit(HttpClientRequest connected, byte[] body) {
        request = connected;
        allow(streamed ? target.timeouts().firstToken().toNanos() : Long.MAX_VALUE / 4);
        connected.exceptionHandler(cause -> fail(WireFailures.of(cause, target)));
        connected.response().onComplete(answered -> {
            if (over) {
                return;
            }
            if (answered.failed()) {
                fail(WireFailures.of(answered.cause(), target));
                return;
            }
            receive(answered.result());
        });
        connected.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        connected.end(BufferInternal.buffer(Unpooled.wrappedBuffer(body)));
    }

    private void receive(HttpClientResponse answer) {
        response = answer;
        answer.exceptionHandler(cause -> fail(WireFailures.of(cause, target)));
        String encoding = answer.getHeader("content-encoding");
        if (encoding != null && !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            inflater = Inflater.of(encoding).orElse(null);
            if (inflater == null) {
                abort(Failure.OfProvider.of(
                        Failure.OfProvider.Kind.MALFORMED, "The provider compressed its answer in an unknown way."));
                return;
            }
        }
        answer.handler(this::read);
        answer.endHandler(nothing -> {
            if (finish()) {
                listener.ended();
            }
        });
        listener.head(answer.statusCode(), answer);
    }

    private void read(Buffer buffer) {
        if (over) {
            return;
        }
        if (streamed) {
            allow(target.timeouts().betweenChunks().toNanos());
        }
        ByteBuf source = ((BufferInternal) buffer).getByteBuf();
        Inflater decoder = inflater;
        if (decoder == null) {
            hand(source);
            return;
        }
        try {
            decoder.feed(source, this::hand);
        } catch (DecompressionException broken) {
            abort(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider's compressed answer cannot be decoded."));
        }
    }

    private void hand(ByteBuf source) {
        byte[] scratch = loop.scratch();
        int from = source.readerIndex();
        int left = source.readableBytes();
        while (left > 0 && !over) {
            int count = Math.min(left, scratch.length);
            source.getBytes(from, scratch, 0, count);
            listener.bytes(scratch, count);
            from += count;
            left -= count;
        }
    }

    private void allow(long nanos) {
        deadlineNanos = Math.min(latestNanos, System.nanoTime() + nanos);
    }

    private void fail(Failure.OfProvider failure) {
        if (finish()) {
            listener.failed(failure);
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        loop.deadlines().remove(this);
        if (inflater != null) {
            inflater.close();
        }
        return true;
    }

    long sentNanos() {
        return sentNanos;
    }
}
