package dev.eclusa.server;

import dev.eclusa.router.HeaderNames;
import dev.eclusa.router.PlainClient;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;

/** The client of a call over HTTP. */
final class HttpClientSide implements PlainClient {
    private static final int WRITE_QUEUE = 256 << 10;

    private final HttpServerResponse response;
    private final HttpConnection connection;

    HttpClientSide(HttpServerRequest request) {
        this.response = request.response();
        this.connection = request.connection();
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        head(headers);
        response.end(buffer(body));
    }

    @Override
    public void begin(Map<String, String> headers, byte[] first) {
        if (response.closed()) {
            return;
        }
        head(headers);
        response.headers().add(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setChunked(true);
        response.setWriteQueueMaxSize(WRITE_QUEUE);
        if (first.length > 0) {
            response.write(buffer(first));
        }
    }

    @Override
    public void head(int status, Map<String, String> headers) {
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status);
        head(headers);
        response.setWriteQueueMaxSize(WRITE_QUEUE);
        if (!headers.containsKey("content-length") && status != 204 && status != 304) {
            response.setChunked(true);
            response.writeHead();
        }
    }

    @Override
    public void breakOff() {
        connection.close();
    }

    @Override
    public void write(byte[] bytes) {
        if (!response.closed()) {
            response.write(buffer(bytes));
        }
    }

    @Override
    public void end(byte[] last) {
        if (!response.closed() && !response.ended()) {
            response.end(buffer(last));
        }
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onRoom(Runnable action) {
        response.drainHandler(nothing -> action.run());
    }

    @Override
    public void onGone(Runnable action) {
        response.closeHandler(nothing -> action.run());
        response.exceptionHandler(cause -> action.run());
    }

    private void head(Map<String, String> headers) {
        MultiMap into = response.headers();
        headers.forEach((name, value) -> into.add(HeaderNames.of(name), value));
    }

    /** The bytes as they are: they are the call's own, and nobody changes them any more. */
    private static Buffer buffer(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
