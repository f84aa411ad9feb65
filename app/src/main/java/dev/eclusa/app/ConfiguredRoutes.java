package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.Nearest;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The plans of a configuration: by public name, then alias, then {@code provider/model}. Named models are planned once,
 * when the configuration loads.
 */
final class ConfiguredRoutes implements Routes {
    private final Configuration configuration;
    private final Map<String, String> addresses;
    private final Map<String, Resolution> named = new LinkedHashMap<>();
    private final List<Listed> listed = new ArrayList<>();

    /** Plans for a configuration; some providers are reached elsewhere than it says (the simulated one). */
    ConfiguredRoutes(Configuration configuration, Map<String, String> addresses) {
        this.configuration = configuration;
        this.addresses = addresses;
        configuration.models().forEach(model -> {
            named.put(model.name(), new Resolution.Found(plan(model)));
            listed.add(new Listed(model.name(), model.deployments().getFirst().provider()));
        });
        configuration.aliases().forEach((alias, name) -> {
            named.put(alias, resolve(name));
            listed.add(new Listed(alias, "alias"));
        });
        if (configuration.models().isEmpty()) {
            configuration.providers().values().forEach(this::listWellKnown);
        }
    }

    @Override
    public Resolution resolve(String model) {
        Resolution known = named.get(model);
        if (known != null) {
            return known;
        }
        int slash = model.indexOf('/');
        Configuration.Provider provider =
                slash <= 0 ? null : configuration.providers().get(model.substring(0, slash));
        if (provider != null && slash < model.length() - 1) {
            return new Resolution.Found(
                    new Plan(model, List.of(target(provider, model.substring(slash + 1))), "named by provider"));
        }
        return new Resolution.Unknown(
                Nearest.of(model, named.keySet()).map(List::of).orElse(List.of()));
    }

    @Override
    public List<Listed> models() {
        return listed;
    }

    private void listWellKnown(Configuration.Provider provider) {
        for (String model : WellKnownModels.of(provider.preset().name())) {
            Resolution direct = resolve(provider.name() + "/" + model);
            listed.add(new Listed(model, provider.name()));
            named.putIfAbsent(model, direct);
        }
    }

    private Plan plan(Configuration.Model model) {
        Set<Target> targets = new LinkedHashSet<>(deployments(model));
        for (String fallback : model.fallbacks()) {
            targets.addAll(fallback(fallback));
        }
        return new Plan(model.name(), List.copyOf(targets), "in the order configured");
    }

    private List<Target> deployments(Configuration.Model model) {
        return model.deployments().stream()
                .filter(deployment -> deployment.weight() > 0)
                .sorted(Comparator.comparingInt(Configuration.Deployment::order))
                .map(this::target)
                .toList();
    }

    private List<Target> fallback(String written) {
        String name = configuration.aliases().getOrDefault(written, written);
        Optional<Configuration.Model> model = configuration.models().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (model.isPresent()) {
            return plan(model.get()).targets();
        }
        return resolve(name) instanceof Resolution.Found found ? found.plan().targets() : List.of();
    }

    private Target target(Configuration.Deployment deployment) {
        Configuration.Provider provider =
                Objects.requireNonNull(configuration.providers().get(deployment.provider()), "checked at load");
        return target(
                provider,
                deployment.model(),
                deployment.price().or(() -> priceOf(provider, deployment.model())),
                deployment.maxOutput(),
                deployment.reasons().orElse(WellKnownModels.reasons(deployment.model())));
    }

    private Target target(Configuration.Provider provider, String model) {
        return target(provider, model, priceOf(provider, model), OptionalLong.empty(), WellKnownModels.reasons(model));
    }

    private Optional<Price> priceOf(Configuration.Provider provider, String model) {
        if (provider.preset().local()) {
            return Optional.of(Price.FREE);
        }
        return WellKnownModels.price(provider.preset().name(), model).or(() -> configuredPrice(provider.name(), model));
    }

    private Optional<Price> configuredPrice(String provider, String model) {
        return configuration.models().stream()
                .flatMap(known -> known.deployments().stream())
                .filter(known ->
                        known.provider().equals(provider) && known.model().equals(model))
                .flatMap(known -> known.price().stream())
                .findFirst();
    }

    private Target target(
            Configuration.Provider provider,
            String model,
            Optional<Price> price,
            OptionalLong maxOutput,
            boolean reasons) {
        Preset preset = provider.preset();
        String url = addresses.getOrDefault(provider.name(), provider.baseUrl());
        Target.Endpoint endpoint = new ProviderAddress(preset, url)
                .endpoint(preset, model, provider.key(), provider.headers(), provider.forwarded());
        return new Target(
                provider.name(),
                model,
                preset.dialect(),
                endpoint,
                price,
                maxOutput,
                reasons,
                preset.quirks(),
                provider.timeouts());
    }
}
