package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import java.util.Optional;

/** The form the answer's text must have. */
public sealed interface ResponseFormat {
    /** Any text. */
    record Text() implements ResponseFormat {}

    /** Any JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * JSON that matches a schema.
     *
     * @param name the schema's name; {@code response} where the caller's dialect has none
     * @param schema JSON Schema
     * @param strict whether the match is enforced, where said
     */
    record JsonSchema(String name, Optional<String> description, Json schema, Optional<Boolean> strict)
            implements ResponseFormat {}
}
