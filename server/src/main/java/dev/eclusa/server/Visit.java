package dev.eclusa.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** A request from its head to its end, of which somebody is told then. */
final class Visit implements Handler<Void> {
    /** What leads nowhere. */
    private static final String NOWHERE = "none";

    private static final int CLIENT_LEFT = 499;

    private final HttpServerRequest request;
    private final Traffic traffic;
    private final long began = System.nanoTime();
    private String endpoint = NOWHERE;
    private boolean closes;

    private Visit(HttpServerRequest request, Traffic traffic) {
        this.request = request;
        this.traffic = traffic;
    }

    /** A request that came now. */
    static Visit of(HttpServerRequest request, Traffic traffic) {
        Visit visit = new Visit(request, traffic);
        request.response().endHandler(visit);
        return visit;
    }

    /** Says which route it takes. */
    void to(String pattern) {
        endpoint = pattern;
    }

    /** When it came, by {@link System#nanoTime()}. */
    long began() {
        return began;
    }

    /** Has the connection closed once it is answered. */
    void thenClose() {
        closes = true;
    }

    @Override
    public void handle(Void ended) {
        int status = request.response().headWritten() ? request.response().getStatusCode() : CLIENT_LEFT;
        traffic.ended(request.method().name(), endpoint, status, System.nanoTime() - began);
        if (closes) {
            request.connection().close();
        }
    }
}
