package dev.eclusa.server.metrics;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /metrics}: the figures as JSON, or as Prometheus' text where the client likes that better; {@code /metrics/} and
 * {@code /metrics/prometheus}: always as text.
 */
final class MetricsRoute implements ManagementRoute {
    private final Access access;
    private final Supplier<String> text;
    private final Supplier<ObjectNode> json;

    MetricsRoute(Access access, Supplier<String> text, Supplier<ObjectNode> json) {
        this.access = access;
        this.text = text;
        this.json = json;
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public Answer handle(Request request) {
        boolean either = request.path().equals("/metrics");
        return either && !Accepted.isText(request.header("accept"))
                ? new Answer(200, JsonCodec.text(json.get()), Map.of("vary", "accept"))
                : new Answer(200, text.get(), Map.of("content-type", Exposition.CONTENT_TYPE, "vary", "accept"));
    }
}
