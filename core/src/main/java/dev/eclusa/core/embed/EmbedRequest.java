package dev.eclusa.core.embed;

import dev.eclusa.core.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Texts to be made vectors of.
 *
 * @param dialect the dialect it was written in
 * @param inputs in order; never empty
 * @param wanted what the vectors shall be like
 * @param extras fields beyond the vocabulary, by the names the caller used
 */
public record EmbedRequest(String dialect, List<EmbedInput> inputs, Wanted wanted, Map<String, Json> extras) {
    public EmbedRequest {
        inputs = List.copyOf(inputs);
    }

    /**
     * What vectors shall be like.
     *
     * @param dimensions how many numbers each shall have; empty for as many as the model likes
     * @param base64 whether they are to be written as base64 of floats, where the dialect has that
     * @param purpose what they are for; empty when not said
     * @param truncation what becomes of texts that are too long; empty for what the provider usually does
     */
    public record Wanted(
            OptionalLong dimensions, boolean base64, Optional<Purpose> purpose, Optional<Truncation> truncation) {
        /** As the model and its provider like it. */
        public static final Wanted NOTHING =
                new Wanted(OptionalLong.empty(), false, Optional.empty(), Optional.empty());
    }

    /** The same for some of the inputs only. */
    public EmbedRequest part(int from, int to) {
        return new EmbedRequest(dialect, inputs.subList(from, to), wanted, extras);
    }

    /** The same without some extras. */
    public EmbedRequest without(Set<String> names) {
        Map<String, Json> left = new LinkedHashMap<>(extras);
        left.keySet().removeAll(names);
        return new EmbedRequest(dialect, inputs, wanted, left);
    }
}
