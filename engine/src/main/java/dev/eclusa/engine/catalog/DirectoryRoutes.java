package dev.eclusa.engine.catalog;

import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.provider.Secret;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plans of a directory of models; those of listed names are made once, when the configuration loads. */
public final class DirectoryRoutes implements Routes {
    private final ModelDirectory directory;
    private final Map<String, String> addresses;
    private final Map<String, Resolution.Found> planned = new LinkedHashMap<>();
    private final List<Listed> listed;

    /**
     * Plans for a directory.
     *
     * @param addresses base URLs by provider name, of those reached elsewhere than the directory says
     */
    public DirectoryRoutes(ModelDirectory directory, Map<String, String> addresses) {
        this.directory = directory;
        this.addresses = Map.copyOf(addresses);
        this.listed = directory.list().stream()
                .map(model -> new Listed(model.name(), model.owner()))
                .toList();
        for (Listed model : listed) {
            if (find(model.name()) instanceof Resolution.Found found) {
                planned.put(model.name(), found);
            }
        }
    }

    @Override
    public Resolution resolve(String model) {
        Resolution.Found known = planned.get(model);
        return known != null ? known : find(model);
    }

    @Override
    public List<Listed> models() {
        return listed;
    }

    private Resolution find(String name) {
        return switch (directory.resolve(name)) {
            case dev.eclusa.engine.catalog.Resolution.Found found -> {
                Plan plan = plan(found);
                yield plan.targets().isEmpty() ? new Resolution.Unknown(List.of()) : new Resolution.Found(plan);
            }
            case dev.eclusa.engine.catalog.Resolution.Unknown unknown -> new Resolution.Unknown(unknown.nearMatches());
        };
    }

    private Plan plan(dev.eclusa.engine.catalog.Resolution.Found found) {
        Set<Target> targets = new LinkedHashSet<>();
        collect(found, targets, new LinkedHashSet<>());
        return new Plan(found.publicName(), List.copyOf(targets), "in the order configured");
    }

    /** Adds a model's own deployments and then those of its fallbacks; no name is followed twice. */
    private void collect(dev.eclusa.engine.catalog.Resolution.Found found, Set<Target> targets, Set<String> followed) {
        if (!followed.add(found.publicName())) {
            return;
        }
        found.deployments().forEach(deployment -> targets.add(target(deployment)));
        for (String fallback : found.fallbacks()) {
            if (directory.resolve(fallback) instanceof dev.eclusa.engine.catalog.Resolution.Found next) {
                collect(next, targets, followed);
            }
        }
    }

    private Target target(Deployment deployment) {
        ProviderDefinition provider = deployment.provider();
        Preset preset = provider.preset();
        String url = addresses.getOrDefault(provider.name(), provider.baseUrl());
        Target.Endpoint endpoint = new ProviderAddress(preset, url)
                .endpoint(
                        preset,
                        deployment.model(),
                        provider.apiKey().map(Secret::value).orElse(""),
                        provider.headers(),
                        provider.forwardHeaders());
        return new Target(
                provider.name(),
                deployment.model(),
                preset.dialect(),
                endpoint,
                deployment.price(),
                deployment.contextWindow(),
                deployment.maxOutput(),
                deployment.reasons(),
                preset.quirks(),
                deployment.timeouts());
    }
}
