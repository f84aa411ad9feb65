package dev.eclusa.engine.resilience;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The standing of every deployment and provider by identity; outlives a change of configuration. */
public final class Standings {
    /** Callers may name models that nobody listed; beyond this many, theirs are not remembered. */
    private static final int MOST = 10_000;

    private final ResilienceSettings settings;
    private final Map<String, Standing> deployments = new ConcurrentHashMap<>();
    private final Map<String, ProviderStanding> providers = new ConcurrentHashMap<>();

    /** Nothing known yet. */
    public Standings(ResilienceSettings settings) {
        this.settings = settings;
    }

    /**
     * The standing of a provider's model.
     *
     * @param maxConcurrent most calls at a time, if it is new; 0 is any number
     */
    public Standing of(String provider, String model, int maxConcurrent) {
        String name = provider + "/" + model;
        Standing known = deployments.get(name);
        if (known != null) {
            return known;
        }
        Standing made = new Standing(name, maxConcurrent, provider(provider, 0, 0), settings);
        return deployments.size() >= MOST ? made : deployments.computeIfAbsent(name, unknown -> made);
    }

    /** The standing of a provider; bounds and priority hold if it is new. */
    public ProviderStanding provider(String name, int maxConcurrent, int priority) {
        return providers.computeIfAbsent(name, unknown -> new ProviderStanding(name, maxConcurrent, priority));
    }

    /** Every deployment that was ever planned for. */
    public Collection<Standing> deployments() {
        return deployments.values();
    }

    /** Every provider. */
    public Collection<ProviderStanding> providers() {
        return providers.values();
    }
}
