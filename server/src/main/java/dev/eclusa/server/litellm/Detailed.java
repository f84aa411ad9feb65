package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A route whose errors are told twice: in OpenAI's envelope, as everywhere here, and as {@code detail}, where LiteLLM's tools
 * read them (recorded, 1.106.2).
 */
public record Detailed(ManagementRoute route) implements ManagementRoute {
    @Override
    public Access access() {
        return route.access();
    }

    @Override
    public Access access(String method) {
        return route.access(method);
    }

    @Override
    public Set<String> methods() {
        return route.methods();
    }

    @Override
    public Answer handle(Request request) {
        Answer answer = route.handle(request);
        return answer.status() < 400 ? answer : new Answer(answer.status(), told(answer.json()), answer.headers());
    }

    private static String told(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (JsonCodec.answer(bytes, 0, bytes.length) instanceof ObjectNode body
                && body.path("error").isObject()
                && !body.has("detail")) {
            body.putObject("detail").set("error", body.path("error").path("message"));
            return JsonCodec.text(body);
        }
        return json;
    }
}
