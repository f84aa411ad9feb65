package dev.eclusa.server;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.router.Deadlines;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its way in. One that is too large is refused at once and the rest read away for a while, so that the
 * client gets to read the refusal; one that comes too slowly is refused and the connection closed.
 */
final class BodyReader extends Deadlines.Waiting {
    private static final long READ_AWAY_NANOS = 5_000_000_000L;
    private static final int FIRST_ROOM = 16 << 10;

    private final HttpServerRequest request;
    private final BodyLimits limits;
    private final Deadlines deadlines;
    private final Listener listener;
    private final long begunNanos = System.nanoTime();
    private @Nullable Buffer only;
    private @Nullable ByteSink joined;
    private boolean refused;
    private long received;
    private long deadlineNanos;

    /** Hears what becomes of a body, one of them, once. */
    interface Listener {
        /** It is here. */
        void whole(byte[] body);

        /** It is larger than the limit. */
        void tooLarge();

        /** It comes too slowly; the connection is closed after the answer. */
        void tooSlow();
    }

    private BodyReader(HttpServerRequest request, BodyLimits limits, Deadlines deadlines, Listener listener) {
        this.request = request;
        this.limits = limits;
        this.deadlines = deadlines;
        this.listener = listener;
        this.deadlineNanos = begunNanos + limits.gap().toNanos();
    }

    /** Reads the body. */
    static void read(HttpServerRequest request, BodyLimits limits, Deadlines deadlines, Listener listener) {
        BodyReader reader = new BodyReader(request, limits, deadlines, listener);
        deadlines.add(reader);
        if (declared(request) > limits.largest()) {
            reader.refuse();
        }
        request.handler(reader::add);
        request.endHandler(nothing -> reader.end());
        request.exceptionHandler(gone -> deadlines.remove(reader));
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    @Override
    protected long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    protected void expired() {
        if (!refused) {
            refused = true;
            listener.tooSlow();
        }
        request.connection().close();
    }

    private void add(Buffer bytes) {
        received += bytes.length();
        if (refused) {
            return;
        }
        long now = System.nanoTime();
        deadlineNanos = now + limits.gap().toNanos();
        if (isTooSlow(now)) {
            deadlines.remove(this);
            expired();
            return;
        }
        keep(bytes);
        if (received > limits.largest()) {
            refuse();
        }
    }

    private boolean isTooSlow(long now) {
        long elapsed = now - begunNanos;
        return elapsed > limits.floorAfter().toNanos() && received < elapsed / 1_000_000_000L * limits.floor();
    }

    private void keep(Buffer bytes) {
        if (only == null && joined == null) {
            only = bytes;
            return;
        }
        ByteSink sink = joined;
        if (sink == null) {
            sink = new ByteSink(Math.max(FIRST_ROOM, 2 * bytes.length()));
            joined = sink;
            if (only != null) {
                sink.write(only.getBytes());
                only = null;
            }
        }
        sink.write(bytes.getBytes());
    }

    private void end() {
        deadlines.remove(this);
        HeadWatch.requestRead(request.connection());
        if (refused) {
            return;
        }
        if (only != null) {
            listener.whole(only.getBytes());
        } else {
            listener.whole(joined == null ? new byte[0] : joined.take());
        }
    }

    private void refuse() {
        refused = true;
        only = null;
        joined = null;
        deadlineNanos = System.nanoTime() + READ_AWAY_NANOS;
        listener.tooLarge();
    }
}
