package dev.eclusa.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Which pages of other origins may call from a browser (the Fetch standard's CORS protocol). Keys come in headers and never in
 * cookies, so that a page must hold one to get anywhere; credentials of the browser are not let in.
 *
 * @param origins such as {@code https://app.example.com}; {@code *} is all
 */
public record Cors(List<String> origins) {
    private static final String ALL = "*";
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final String SECONDS = "600";

    /** Who may is copied. */
    public Cors {
        origins = List.copyOf(origins);
    }

    /**
     * Says in the answer what its origin may read of it; answers a question whether it may call at all.
     *
     * @return whether that was all that was asked
     */
    boolean answers(HttpServerRequest request) {
        String origin = origins.isEmpty() ? null : request.getHeader("origin");
        if (origin == null || !(origins.contains(ALL) || origins.contains(origin))) {
            return false;
        }
        MultiMap headers = request.response().headers();
        headers.set("access-control-allow-origin", origins.contains(ALL) ? ALL : origin);
        headers.set("access-control-expose-headers", ALL);
        headers.add("vary", "Origin");
        if (!HttpMethod.OPTIONS.equals(request.method())
                || request.getHeader("access-control-request-method") == null) {
            return false;
        }
        String wanted = request.getHeader("access-control-request-headers");
        headers.set("access-control-allow-methods", METHODS);
        headers.set("access-control-max-age", SECONDS);
        if (wanted != null) {
            headers.set("access-control-allow-headers", wanted);
        }
        request.response()
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("OK");
        return true;
    }
}
