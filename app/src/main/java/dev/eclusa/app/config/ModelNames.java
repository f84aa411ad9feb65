package dev.eclusa.app.config;

import dev.eclusa.engine.routing.Tier;
import dev.eclusa.router.trial.Mirror;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that every name in a configuration leads somewhere, once, and never in a circle. */
final class ModelNames {
    private static final Set<String> RESERVED = Set.of("auto", "tier1", "tier2", "tier3", "tier4");

    private final Configuration configuration;
    private final Located.Mapping tree;
    private final Problems problems;
    private final Map<String, Configuration.Model> byName = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    ModelNames(Configuration configuration, Located.Mapping tree, Problems problems) {
        this.configuration = configuration;
        this.tree = tree;
        this.problems = problems;
    }

    void check() {
        List<Configuration.Model> models = configuration.models();
        for (int i = 0; i < models.size(); i++) {
            name(models.get(i).name(), i);
        }
        for (int i = 0; i < models.size(); i++) {
            deployments(models.get(i), i);
            fallbacks(models.get(i), i);
            mirror(models.get(i), i);
        }
        for (int i = 0; i < models.size(); i++) {
            ids(models.get(i), i);
        }
        configuration.aliases().forEach(this::alias);
        configuration.routing().tiers().forEach(this::tier);
        String fallback = configuration.routing().exhausted().fallback();
        if (!fallback.isEmpty() && !leadsSomewhere(fallback)) {
            misspelt(
                    "Exhausted calls fall back to '" + fallback + "', which does not exist.",
                    fallback,
                    callable(),
                    "routing",
                    "on_exhausted");
        }
        for (int i = 0; i < models.size(); i++) {
            circle(models.get(i), i);
        }
    }

    private void ids(Configuration.Model model, int index) {
        for (int i = 0; i < model.deployments().size(); i++) {
            String id = model.deployments().get(i).id();
            boolean taken = byName.containsKey(id) || configuration.aliases().containsKey(id) || isTier(id);
            if (!id.isEmpty() && (taken || RESERVED.contains(id) || !ids.add(id))) {
                problem(
                        "The id '" + id + "' is a name already; a deployment's id is its own.",
                        "models",
                        index,
                        "deployments",
                        i,
                        "id");
            }
        }
    }

    private void name(String name, int index) {
        if (!name.isEmpty() && byName.putIfAbsent(name, configuration.models().get(index)) != null) {
            problem("The model name '" + name + "' stands twice; one name, one model.", "models", index, "name");
        }
        if (isTier(name) || RESERVED.contains(name)) {
            problem("'" + name + "' is the name of a tier, or kept for one.", "models", index, "name");
        }
    }

    private void deployments(Configuration.Model model, int index) {
        for (int i = 0; i < model.deployments().size(); i++) {
            String provider = model.deployments().get(i).provider();
            if (!provider.isEmpty() && !configuration.providers().containsKey(provider)) {
                misspelt(
                        "There is no provider '" + provider + "'.",
                        provider,
                        List.copyOf(configuration.providers().keySet()),
                        "models",
                        index,
                        "deployments",
                        i,
                        "provider");
            }
        }
    }

    private void fallbacks(Configuration.Model model, int index) {
        for (int i = 0; i < model.fallbacks().size(); i++) {
            String name = model.fallbacks().get(i);
            if (!leadsSomewhere(name)) {
                misspelt(
                        "The model '" + model.name() + "' falls back to '" + name + "', which does not exist.",
                        name,
                        callable(),
                        "models",
                        index,
                        "fallbacks",
                        i);
            }
        }
    }

    private void mirror(Configuration.Model model, int index) {
        String name = model.mirror().map(Mirror::to).orElse("");
        if (!name.isEmpty() && (!leadsSomewhere(name) || name.equals(model.name()))) {
            misspelt(
                    "The model '" + model.name() + "' is mirrored to '" + name + "', which "
                            + (name.equals(model.name()) ? "is itself." : "does not exist."),
                    name,
                    callable(),
                    "models",
                    index,
                    "mirror",
                    "to");
        }
    }

    private void tier(Tier tier, List<String> members) {
        for (String member : members) {
            if (!leadsSomewhere(member)) {
                misspelt(
                        "The tier '" + tier.label() + "' names '" + member + "', which does not exist.",
                        member,
                        callable(),
                        "tiers",
                        tier.label());
            }
        }
    }

    private void alias(String alias, String name) {
        if (byName.containsKey(alias)) {
            problem("The alias '" + alias + "' is also the name of a model.", "aliases", alias);
        }
        if (configuration.aliases().containsKey(name)) {
            problem("The alias '" + alias + "' leads to another alias; name the model itself.", "aliases", alias);
        } else if (!leadsSomewhere(name)) {
            misspelt(
                    "The alias '" + alias + "' leads to '" + name + "', which does not exist.",
                    name,
                    callable(),
                    "aliases",
                    alias);
        }
    }

    /** Without public names the catalog's ids are callable, and checked when called. */
    private boolean leadsSomewhere(String name) {
        int slash = name.indexOf('/');
        return byName.isEmpty()
                || byName.containsKey(name)
                || configuration.aliases().containsKey(name)
                || isTier(name)
                || (slash > 0 && configuration.providers().containsKey(name.substring(0, slash)));
    }

    private boolean isTier(String name) {
        return Tier.named(name)
                .filter(configuration.routing().tiers()::containsKey)
                .isPresent();
    }

    private List<String> callable() {
        List<String> names = new ArrayList<>(byName.keySet());
        names.addAll(configuration.aliases().keySet());
        return names;
    }

    private void circle(Configuration.Model model, int index) {
        if (reaches(model, model.name(), new HashSet<>())) {
            problem("The fallbacks of '" + model.name() + "' lead back to it: a circle.", "models", index, "fallbacks");
        }
    }

    private boolean reaches(Configuration.Model from, String wanted, Set<String> seen) {
        for (String fallback : from.fallbacks()) {
            String name = configuration.aliases().getOrDefault(fallback, fallback);
            Configuration.Model next = byName.get(name);
            if (name.equals(wanted) || (next != null && seen.add(name) && reaches(next, wanted, seen))) {
                return true;
            }
        }
        return false;
    }

    private void problem(String message, Object... path) {
        problems.add(tree.at(path).place(), written(path), message);
    }

    private void misspelt(String message, String name, List<String> known, Object... path) {
        problems.misspelt(tree.at(path).place(), written(path), message, name, known);
    }

    private static String written(Object... path) {
        StringBuilder written = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer index) {
                written.append('[').append(index).append(']');
            } else {
                written.append(written.isEmpty() ? "" : ".").append(step);
            }
        }
        return written.toString();
    }
}
