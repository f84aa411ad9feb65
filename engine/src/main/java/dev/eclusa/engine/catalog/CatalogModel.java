package dev.eclusa.engine.catalog;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Capability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a provider's model.
 *
 * @param provider name of the provider's preset
 * @param id as the provider calls it
 * @param price empty when unknown
 * @param contextWindow tokens of prompt and answer together; empty when unknown
 * @param maxOutput most tokens it generates; empty when unknown
 * @param capabilities what it can do
 * @param sources where the figures are from, dated
 */
public record CatalogModel(
        String provider,
        String id,
        Optional<Price> price,
        OptionalLong contextWindow,
        OptionalLong maxOutput,
        Set<Capability> capabilities,
        List<Source> sources) {
    public CatalogModel {
        capabilities = Set.copyOf(capabilities);
        sources = List.copyOf(sources);
    }

    /** Whether it can do something. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
