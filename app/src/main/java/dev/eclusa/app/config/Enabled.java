package dev.eclusa.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes out of a checked configuration what is not enabled, and the names that would lead to nothing then. */
final class Enabled {
    private Enabled() {}

    static Configuration only(Configuration all) {
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>(all.providers());
        providers.values().removeIf(provider -> !provider.enabled());
        List<Configuration.Model> models = all.models().stream()
                .map(model -> serving(model, providers.keySet()))
                .filter(model -> !model.deployments().isEmpty())
                .toList();
        Set<String> gone = all.models().stream()
                .map(Configuration.Model::name)
                .filter(name -> models.stream().noneMatch(model -> model.name().equals(name)))
                .collect(Collectors.toSet());
        Map<String, String> aliases = new LinkedHashMap<>(all.aliases());
        aliases.values().removeIf(gone::contains);
        return new Configuration(
                all.server(),
                all.auth(),
                all.store(),
                providers,
                models.stream().map(model -> without(model, gone)).toList(),
                aliases,
                all.resilience(),
                all.pool(),
                all.ledger(),
                all.log(),
                all.metrics(),
                all.routing(),
                all.pulled(),
                all.budgets(),
                all.plans(),
                all.elsewhere(),
                all.cache(),
                all.later());
    }

    private static Configuration.Model serving(Configuration.Model model, Set<String> providers) {
        List<Configuration.Deployment> serving = model.deployments().stream()
                .filter(deployment -> deployment.enabled() && providers.contains(deployment.provider()))
                .toList();
        return model.with(serving, model.fallbacks());
    }

    private static Configuration.Model without(Configuration.Model model, Set<String> gone) {
        List<String> left =
                model.fallbacks().stream().filter(name -> !gone.contains(name)).toList();
        return model.with(model.deployments(), left);
    }
}
