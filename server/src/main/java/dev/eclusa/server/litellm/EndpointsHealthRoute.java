package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.HealthRoute;
import dev.eclusa.server.manage.ManagementRoute;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /health} where a LiteLLM configuration is served: ours with LiteLLM's fields, and like LiteLLM's for keys only.
 * Of one model it is a question whether that can be called: 503 where it cannot.
 */
record EndpointsHealthRoute(HealthRoute plain, Endpoints endpoints) implements ManagementRoute {
    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        ObjectNode health = plain.health();
        ObjectNode found = endpoints.healthy(request);
        health.setAll(found);
        boolean asked = !request.parameter("model").isEmpty()
                || !request.parameter("model_id").isEmpty();
        boolean none = found.path("healthy_count").asInt(0) == 0;
        return new Answer(asked && none ? 503 : 200, JsonCodec.text(health));
    }
}
