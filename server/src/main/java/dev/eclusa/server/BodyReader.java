package dev.eclusa.server;

import dev.eclusa.protocol.ByteSink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a request's body up to a limit. */
final class BodyReader {
    private final int limit;
    private final Consumer<byte[]> whole;
    private final Runnable tooLarge;
    private @Nullable Buffer only;
    private @Nullable ByteSink joined;
    private boolean refused;

    private BodyReader(int limit, Consumer<byte[]> whole, Runnable tooLarge) {
        this.limit = limit;
        this.whole = whole;
        this.tooLarge = tooLarge;
    }

    /** Reads the body and hands it on whole, or says once that it is larger than the limit and reads the rest away. */
    static void read(HttpServerRequest request, int limit, Consumer<byte[]> whole, Runnable tooLarge) {
        BodyReader reader = new BodyReader(limit, whole, tooLarge);
        if (declared(request) > limit) {
            reader.refuse();
        }
        request.handler(reader::add);
        request.endHandler(nothing -> reader.end());
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    private void add(Buffer bytes) {
        if (refused) {
            return;
        }
        if (only == null && joined == null) {
            only = bytes;
            return;
        }
        ByteSink sink = joined;
        if (sink == null) {
            sink = new ByteSink(Math.max(16 << 10, 2 * bytes.length()));
            joined = sink;
            if (only != null) {
                sink.write(only.getBytes());
                only = null;
            }
        }
        sink.write(bytes.getBytes());
        if (sink.length() > limit) {
            refuse();
        }
    }

    private void end() {
        if (refused) {
            return;
        }
        if (only != null) {
            whole.accept(only.getBytes());
        } else {
            whole.accept(joined == null ? new byte[0] : joined.take());
        }
    }

    private void refuse() {
        refused = true;
        only = null;
        joined = null;
        tooLarge.run();
    }
}
