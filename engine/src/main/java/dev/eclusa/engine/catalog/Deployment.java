package dev.eclusa.engine.catalog;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.engine.routing.Traits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A provider's model that calls may be sent to.
 *
 * @param provider who serves it
 * @param model the provider's model id
 * @param price what it charges; empty when unknown
 * @param traits what it is and how it is to be preferred
 * @param maxConcurrent most calls at a time; 0 is any number
 * @param contextWindow tokens; empty when unknown
 * @param maxOutput most tokens it generates; empty when unknown
 * @param timeouts its own, or its provider's
 * @param quirks names of what it does unlike other models of its provider
 */
public record Deployment(
        ProviderDefinition provider,
        String model,
        Optional<Price> price,
        Traits traits,
        int maxConcurrent,
        OptionalLong contextWindow,
        OptionalLong maxOutput,
        Timeouts timeouts,
        Set<String> quirks) {

    /** A deployment as the catalog knows it; local providers charge nothing. */
    public static Deployment of(ProviderDefinition provider, String model, Catalog catalog) {
        Preset preset = provider.preset();
        Optional<CatalogModel> known = catalog.find(preset.name(), model);
        return new Deployment(
                provider,
                model,
                preset.local() ? Optional.of(Price.FREE) : known.flatMap(CatalogModel::price),
                Traits.NONE.able(known.map(CatalogModel::capabilities)).onOwnMachines(preset.local()),
                0,
                known.map(CatalogModel::contextWindow).orElse(OptionalLong.empty()),
                known.map(CatalogModel::maxOutput).orElse(OptionalLong.empty()),
                provider.timeouts(),
                Set.of());
    }

    /** The same with a price of its own. */
    public Deployment priced(Price own) {
        return new Deployment(
                provider, model, Optional.of(own), traits, maxConcurrent, contextWindow, maxOutput, timeouts, quirks);
    }

    /** The same with other traits. */
    public Deployment with(Traits own) {
        return new Deployment(provider, model, price, own, maxConcurrent, contextWindow, maxOutput, timeouts, quirks);
    }

    /** The same with declared capabilities. */
    public Deployment able(Set<Capability> own, OptionalLong window, OptionalLong output) {
        return new Deployment(
                provider,
                model,
                price,
                traits.able(Optional.of(Set.copyOf(own))),
                maxConcurrent,
                window,
                output,
                timeouts,
                quirks);
    }

    /** The same with time-outs of its own. */
    public Deployment timed(Timeouts own) {
        return new Deployment(provider, model, price, traits, maxConcurrent, contextWindow, maxOutput, own, quirks);
    }

    /** The same with a bound on the calls at a time. */
    public Deployment bounded(int most) {
        return new Deployment(provider, model, price, traits, most, contextWindow, maxOutput, timeouts, quirks);
    }

    /** The same with quirks of its own. */
    public Deployment peculiar(Set<String> own) {
        return new Deployment(
                provider, model, price, traits, maxConcurrent, contextWindow, maxOutput, timeouts, Set.copyOf(own));
    }

    /** Its share among those of equal order; 0 takes no new calls. */
    public int weight() {
        return traits.weight();
    }

    /** Lower is tried first, strictly. */
    public int order() {
        return traits.order();
    }

    /** What it can do; empty when unknown. */
    public Optional<Set<Capability>> capabilities() {
        return traits.capabilities();
    }

    /** The wire format its provider speaks. */
    public String dialect() {
        return provider.preset().dialect();
    }

    /** Where its provider is. */
    public String baseUrl() {
        return provider.baseUrl();
    }

    /** How logs and explanations call it: {@code provider/model}. */
    public String name() {
        return provider.name() + "/" + model;
    }

    /** Whether it is known to think before it answers. */
    public boolean reasons() {
        return capabilities().map(known -> known.contains(Capability.REASONING)).orElse(false);
    }
}
