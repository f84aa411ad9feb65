package dev.eclusa.protocol.anthropic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of structured outputs. Anthropic takes only objects that say {@code additionalProperties: false} (its
 * documentation of structured outputs, read 2026-08).
 */
public final class AnthropicSchemas {
    private AnthropicSchemas() {}

    /** The schema with every object closed. */
    public static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object && isObjectSchema(object)) {
            object.put("additionalProperties", false);
        }
        schema.forEach(AnthropicSchemas::closed);
        return schema;
    }

    private static boolean isObjectSchema(ObjectNode schema) {
        return schema.path("type").asString("").equals("object")
                && schema.path("properties").isObject();
    }
}
