package dev.eclusa.core.embed;

import dev.eclusa.core.chat.Usage;
import java.util.List;
import java.util.Optional;

/**
 * Vectors, in the order of what they were made of.
 *
 * @param model the model as the provider names it; empty when it does not
 * @param vectors one for each input
 * @param usage tokens as the provider counts them; empty when it does not say
 */
public record EmbedAnswer(String model, List<Vector> vectors, Optional<Usage> usage) {
    public EmbedAnswer {
        vectors = List.copyOf(vectors);
    }
}
