package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code format} field: {@code "json"} or a JSON Schema. */
final class OllamaFormat {
    private OllamaFormat() {}

    static Optional<ResponseFormat> decode(JsonNode request) {
        JsonNode format = request.path("format");
        if (format.isObject()) {
            return Optional.of(new ResponseFormat.JsonSchema(
                    "response", Optional.empty(), JsonCodec.json(format), Optional.empty()));
        }
        String word = OllamaFields.absent(format) ? "" : format.isString() ? format.asString() : "?";
        OllamaFields.require(word.isEmpty() || word.equals("json"), "format", "must be \"json\" or a JSON Schema");
        return word.isEmpty() ? Optional.empty() : Optional.of(new ResponseFormat.JsonObject());
    }

    static void encode(ResponseFormat format, ObjectNode request) {
        switch (format) {
            case ResponseFormat.Text text -> {}
            case ResponseFormat.JsonObject object -> request.put("format", "json");
            case ResponseFormat.JsonSchema schema -> request.set("format", JsonCodec.tree(schema.schema()));
        }
    }
}
