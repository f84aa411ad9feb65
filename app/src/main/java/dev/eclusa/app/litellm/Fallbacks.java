package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what each model falls back to. Ours may not lead in a circle; LiteLLM's may. */
final class Fallbacks {
    private static final String ALL = "*";

    private final Context context;
    private final ModelSections models;
    private final Map<String, String> aliases;
    private final Map<String, Set<String>> targets = new LinkedHashMap<>();
    private final Map<String, Place> beyond = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    Fallbacks(Context context, ModelSections models, Map<String, String> aliases) {
        this.context = context;
        this.models = models;
        this.aliases = aliases;
    }

    /** Names that only a wildcard leads to, and that fall back. */
    Map<String, Place> beyond() {
        return beyond;
    }

    /** Adds a list of mappings from a name to names. */
    void add(Keys keys, String key) {
        for (Located element : keys.list(key)) {
            if (element instanceof Located.Mapping mapping) {
                mapping.members()
                        .forEach((from, to) -> add(keys, key, new Located.Scalar(from, keyPlace(mapping, from)), to));
            } else {
                context.problems()
                        .add(
                                element.place(),
                                keys.path(key),
                                "'" + keys.path(key) + "' is a list of mappings: - NAME: [NAMES].");
            }
        }
    }

    private static Place keyPlace(Located.Mapping mapping, String key) {
        return mapping.keys().getOrDefault(key, mapping.place());
    }

    private void add(Keys keys, String key, Located.Scalar from, Located to) {
        List<Located> names = to instanceof Located.Sequence several ? several.elements() : List.of(to);
        for (Located name : names) {
            if (!(name instanceof Located.Scalar target)) {
                context.notes()
                        .add(
                                name.place(),
                                keys.name(key),
                                "a fallback with parameters of its own is not carried. Name a model.");
            } else if (from.text().equals(ALL)) {
                everybody(target, keys.path(key));
            } else {
                source(from, keys.path(key)).ifPresent(source -> edge(source, target, keys.path(key)));
            }
        }
    }

    /** Adds names that every model falls back to. */
    void addForAll(Keys keys, String key) {
        keys.scalars(key).forEach(target -> everybody(target, keys.path(key)));
    }

    private void everybody(Located.Scalar target, String path) {
        if (isKnown(target, path)) {
            models.groups().keySet().forEach(source -> edge(source, target, path));
        }
    }

    private Optional<String> source(Located.Scalar from, String path) {
        String name = aliases.getOrDefault(from.text(), from.text());
        if (models.groups().containsKey(name)) {
            return Optional.of(name);
        }
        if (models.byWildcard(name).isPresent()) {
            beyond.putIfAbsent(name, from.place());
            return Optional.of(name);
        }
        missing(from, path, "'" + from.text() + "' has fallbacks, but is no model_name.");
        return Optional.empty();
    }

    private boolean isKnown(Located.Scalar target, String path) {
        String name = aliases.getOrDefault(target.text(), target.text());
        boolean known =
                models.groups().containsKey(name) || models.byWildcard(name).isPresent();
        if (!known) {
            missing(
                    target,
                    path,
                    "The fallback '" + target.text() + "' is no model_name. Add it to model_list, or take it out.");
        }
        return known;
    }

    private void missing(Located.Scalar name, String path, String message) {
        List<String> known = new ArrayList<>(models.groups().keySet());
        known.addAll(aliases.keySet());
        context.problems().misspelt(name.place(), path, message, name.text(), known);
    }

    private void edge(String source, Located.Scalar target, String path) {
        if (!isKnown(target, path)) {
            return;
        }
        String name = aliases.getOrDefault(target.text(), target.text());
        places.putIfAbsent(source, target.place());
        Set<String> known = targets.computeIfAbsent(source, first -> new LinkedHashSet<>());
        if (name.equals(source)) {
            return;
        }
        if (!reaches(name, source, new HashSet<>())) {
            known.add(name);
            return;
        }
        models.groups().getOrDefault(name, List.of()).stream()
                .map(models::nameOf)
                .filter(qualified -> !models.groups().containsKey(qualified))
                .forEach(known::add);
        context.notes()
                .add(
                        target.place(),
                        path,
                        "'" + source + "' and '" + name + "' fall back to each other: written as the deployments of '"
                                + name
                                + "', without prices and limits of their own, since names may not lead in a circle.");
    }

    private boolean reaches(String from, String wanted, Set<String> seen) {
        return from.equals(wanted)
                || targets.getOrDefault(from, Set.of()).stream()
                        .anyMatch(next -> seen.add(next) && reaches(next, wanted, seen));
    }

    /** Writes the fallbacks of a model. */
    void write(String name, Page model) {
        Set<String> names = targets.getOrDefault(name, Set.of());
        if (!names.isEmpty()) {
            model.texts("fallbacks", List.copyOf(names), places.getOrDefault(name, Place.START));
        }
    }
}
