package dev.eclusa.server.manage;

import dev.eclusa.engine.routing.Routes;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of callable models: OpenAI's, Anthropic's (told by its version header), Gemini's and Ollama's. */
public final class ModelListRoute implements ManagementRoute {
    private static final String LONG_AGO = "2025-01-01T00:00:00Z";

    private final Supplier<Routes> routes;
    private final Form form;

    /** Whose list it is. */
    public enum Form {
        /** {@code /v1/models}: OpenAI's, or Anthropic's when its header is there. */
        OPENAI_OR_ANTHROPIC,
        /** {@code /v1beta/models}. */
        GEMINI,
        /** {@code /api/tags}. */
        OLLAMA
    }

    /** A list in one form. */
    public ModelListRoute(Supplier<Routes> routes, Form form) {
        this.routes = routes;
        this.form = form;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        List<Routes.Listed> models = routes.get().models().stream()
                .filter(model -> request.caller().mayCall(model.name(), model.name()))
                .toList();
        ObjectNode list = switch (form) {
            case OPENAI_OR_ANTHROPIC ->
                request.header("anthropic-version").isEmpty() ? openAi(models) : anthropic(models);
            case GEMINI -> gemini(models);
            case OLLAMA -> ollama(models);
        };
        return Answer.ok(JsonCodec.text(list));
    }

    private static ObjectNode openAi(List<Routes.Listed> models) {
        ArrayNode data = JsonCodec.array();
        for (Routes.Listed model : models) {
            ObjectNode entry = JsonCodec.object();
            entry.put("id", model.name());
            entry.put("object", "model");
            entry.put("created", 1735689600);
            entry.put("owned_by", model.owner());
            data.add(entry);
        }
        ObjectNode list = JsonCodec.object();
        list.put("object", "list");
        list.set("data", data);
        return list;
    }

    private static ObjectNode anthropic(List<Routes.Listed> models) {
        ArrayNode data = JsonCodec.array();
        for (Routes.Listed model : models) {
            ObjectNode entry = JsonCodec.object();
            entry.put("type", "model");
            entry.put("id", model.name());
            entry.put("display_name", model.name());
            entry.put("created_at", LONG_AGO);
            data.add(entry);
        }
        ObjectNode list = JsonCodec.object();
        list.set("data", data);
        list.put("has_more", false);
        if (models.isEmpty()) {
            list.putNull("first_id");
            list.putNull("last_id");
        } else {
            list.put("first_id", models.getFirst().name());
            list.put("last_id", models.getLast().name());
        }
        return list;
    }

    private static ObjectNode gemini(List<Routes.Listed> models) {
        ArrayNode data = JsonCodec.array();
        for (Routes.Listed model : models) {
            ObjectNode entry = JsonCodec.object();
            entry.put("name", "models/" + model.name());
            entry.put("displayName", model.name());
            entry.putArray("supportedGenerationMethods").add("generateContent").add("countTokens");
            data.add(entry);
        }
        ObjectNode list = JsonCodec.object();
        list.set("models", data);
        return list;
    }

    private static ObjectNode ollama(List<Routes.Listed> models) {
        ArrayNode data = JsonCodec.array();
        for (Routes.Listed model : models) {
            ObjectNode entry = JsonCodec.object();
            entry.put("name", model.name());
            entry.put("model", model.name());
            entry.put("modified_at", LONG_AGO);
            entry.put("size", 0);
            entry.put("digest", "");
            entry.putObject("details").put("family", model.owner());
            data.add(entry);
        }
        ObjectNode list = JsonCodec.object();
        list.set("models", data);
        return list;
    }
}
