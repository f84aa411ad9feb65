package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import java.util.Map;
import java.util.Optional;

/** Something the model may ask for. */
public sealed interface Tool {
    /**
     * A function of the caller's.
     *
     * @param name unique in the request
     * @param description for the model
     * @param parameters a JSON Schema object; empty when the function takes none
     * @param strict whether arguments must match the schema exactly
     * @param extras fields the vocabulary has no word for
     */
    record Function(
            String name,
            Optional<String> description,
            Optional<Json> parameters,
            Optional<Boolean> strict,
            Map<String, Json> extras)
            implements Tool {}

    /**
     * A tool that runs at the provider (web search, code execution), known only to its own dialect.
     *
     * @param type its type or name there
     * @param value the whole declaration
     */
    record Hosted(String type, Json value) implements Tool {}
}
