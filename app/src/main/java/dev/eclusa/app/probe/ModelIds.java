package dev.eclusa.app.probe;

import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The ids in a provider's list of models: OpenAI's and Anthropic's {@code data}, Gemini's and Ollama's {@code models}. */
final class ModelIds {
    private ModelIds() {}

    /**
     * Reads a list.
     *
     * @throws MalformedAnswer when it is none
     */
    static List<String> of(byte[] body) {
        JsonNode root = JsonCodec.answer(body, 0, body.length);
        JsonNode list = root.isArray() ? root : root.path("data").isArray() ? root.path("data") : root.path("models");
        if (!list.isArray()) {
            throw new MalformedAnswer("no list of models");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode model : list) {
            String id = model.path("id").asString(model.path("name").asString(""));
            ids.add(id.startsWith("models/") ? id.substring("models/".length()) : id);
        }
        return ids;
    }
}
