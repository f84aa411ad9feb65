package dev.eclusa.app.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that every name in a configuration leads somewhere, once, and never in a circle. */
final class ModelNames {
    private final String file;
    private final Located.Mapping tree;
    private final List<Problem> problems;

    ModelNames(String file, Located.Mapping tree, List<Problem> problems) {
        this.file = file;
        this.tree = tree;
        this.problems = problems;
    }

    void check(Configuration configuration) {
        Map<String, Configuration.Model> byName = new LinkedHashMap<>();
        for (Configuration.Model model : configuration.models()) {
            if (byName.put(model.name(), model) != null) {
                problem("models", "The model name '" + model.name() + "' stands twice.");
            }
            model.deployments().forEach(deployment -> provider(configuration, model, deployment));
        }
        configuration.aliases().forEach((alias, name) -> alias(configuration, byName, alias, name));
        byName.values().forEach(model -> fallbacks(configuration, byName, model));
        byName.keySet().forEach(name -> cycle(byName, configuration.aliases(), name));
    }

    private void provider(Configuration configuration, Configuration.Model model, Configuration.Deployment deployment) {
        if (!configuration.providers().containsKey(deployment.provider())) {
            String near = Nearest.of(
                            deployment.provider(), configuration.providers().keySet())
                    .map(name -> " Did you mean '" + name + "'?")
                    .orElse("");
            problem(
                    "models",
                    "The model '" + model.name() + "' names the provider '" + deployment.provider()
                            + "', which is not configured or not enabled." + near);
        }
        if (deployment.model().isEmpty()) {
            problem("models", "A deployment of '" + model.name() + "' names no model.");
        }
    }

    private void alias(
            Configuration configuration, Map<String, Configuration.Model> models, String alias, String name) {
        if (models.containsKey(alias)) {
            problem("aliases", "The alias '" + alias + "' is also the name of a model.");
        }
        if (!leadsSomewhere(configuration, models, name)) {
            problem(
                    "aliases",
                    "The alias '" + alias + "' leads to '" + name + "', which does not exist."
                            + Nearest.of(name, models.keySet())
                                    .map(near -> " Did you mean '" + near + "'?")
                                    .orElse(""));
        }
    }

    private void fallbacks(
            Configuration configuration, Map<String, Configuration.Model> models, Configuration.Model model) {
        for (String name : model.fallbacks()) {
            if (!leadsSomewhere(configuration, models, name)) {
                problem(
                        "models",
                        "The model '" + model.name() + "' falls back to '" + name + "', which does not exist."
                                + Nearest.of(name, models.keySet())
                                        .map(near -> " Did you mean '" + near + "'?")
                                        .orElse(""));
            }
        }
    }

    private static boolean leadsSomewhere(
            Configuration configuration, Map<String, Configuration.Model> models, String name) {
        int slash = name.indexOf('/');
        return models.containsKey(name)
                || configuration.aliases().containsKey(name)
                || (slash > 0 && configuration.providers().containsKey(name.substring(0, slash)))
                || models.isEmpty();
    }

    private void cycle(Map<String, Configuration.Model> models, Map<String, String> aliases, String from) {
        Set<String> seen = new HashSet<>();
        if (reaches(models, aliases, from, from, seen)) {
            problem("models", "The fallbacks of '" + from + "' lead back to it: a circle.");
        }
    }

    private static boolean reaches(
            Map<String, Configuration.Model> models,
            Map<String, String> aliases,
            String from,
            String wanted,
            Set<String> seen) {
        Configuration.Model model = models.get(aliases.getOrDefault(from, from));
        if (model == null || !seen.add(model.name())) {
            return false;
        }
        return model.fallbacks().stream()
                .map(name -> aliases.getOrDefault(name, name))
                .anyMatch(name -> name.equals(wanted) || reaches(models, aliases, name, wanted, seen));
    }

    private void problem(String key, String message) {
        int[] place = tree.places().getOrDefault(key, new int[] {tree.line(), tree.column()});
        problems.add(new Problem(file, place[0], place[1], message));
    }
}
