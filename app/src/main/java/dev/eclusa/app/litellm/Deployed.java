package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A deployment of LiteLLM's file, read.
 *
 * @param name what callers write; may hold {@code *}
 * @param path where it stands, such as {@code model_list[3]}
 * @param settings what is written of it apart from provider, model, weight and order
 * @param shares what LiteLLM shares calls out by
 */
record Deployed(
        String name, String path, Place place, ModelRef model, Connection connection, Page settings, Shares shares) {

    /** What LiteLLM shares the calls of a group out by, the first that is there. */
    record Shares(Optional<BigDecimal> weight, Optional<Integer> rpm, Optional<Integer> tpm, Optional<Integer> order) {}

    /** The same over another connection. */
    Deployed over(Connection other) {
        return new Deployed(name, path, place, model, other, settings, shares);
    }

    boolean isWildcard() {
        return name.contains("*") || model.isWildcard();
    }
}
