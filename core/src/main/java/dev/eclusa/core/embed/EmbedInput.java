package dev.eclusa.core.embed;

import dev.eclusa.core.Json;

/** One thing that is to become one vector. */
public sealed interface EmbedInput {
    /** Words. */
    record Text(String text) implements EmbedInput {}

    /**
     * Tokens of the model's own vocabulary, which only its provider can read.
     *
     * @param numbers a JSON array of whole numbers
     */
    record Tokens(Json numbers) implements EmbedInput {}
}
