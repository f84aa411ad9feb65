package dev.eclusa.server.litellm;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.router.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the names callers write lead to. */
record Deployments(Routes routes) {
    /** The owner of names that stand for no model of their own, such as tiers. */
    private static final String OURS = "eclusa";

    /** A deployment under one of its names. */
    record Named(String group, Candidate candidate) {
        /** What tells it from all others: the same deployment may have several names. */
        String id() {
            String own = candidate.traits().id();
            return own.isEmpty() ? group + ":" + candidate.name() : own;
        }
    }

    /** The groups of listed names that a caller may call, by name. */
    Map<String, Group> groups(Caller caller) {
        Map<String, Group> groups = new LinkedHashMap<>();
        routes.models().stream()
                .filter(listed -> !listed.owner().equals(OURS))
                .forEach(listed -> group(listed.name(), caller).ifPresent(group -> groups.put(listed.name(), group)));
        return groups;
    }

    /** The group of a name, listed or not, if a caller may call it. */
    Optional<Group> group(String name, Caller caller) {
        return switch (routes.resolve(name)) {
            case Routes.Resolution.Found found -> caller.allowed(name, found.group());
            case Routes.Resolution.Unknown unknown -> Optional.empty();
        };
    }

    /** Every deployment of the listed names. */
    List<Named> all(Caller caller) {
        List<Named> all = new ArrayList<>();
        groups(caller)
                .forEach((name, group) -> group.candidates().forEach(candidate -> all.add(new Named(name, candidate))));
        return all;
    }

    /** The deployment a name leads to first. */
    Named first(String name, Caller caller) {
        return group(name, caller)
                .flatMap(group -> group.candidates().stream().findFirst())
                .map(candidate -> new Named(name, candidate))
                .orElseThrow(() -> Unfit.of(
                        400,
                        "There is no such model, or this key may not call it. GET /v1/models lists those it may.",
                        "model"));
    }

    /** The first listed name of each deployment, by {@code provider/model}. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        routes.models().stream().filter(listed -> !listed.owner().equals(OURS)).forEach(listed -> {
            if (routes.resolve(listed.name()) instanceof Routes.Resolution.Found found) {
                found.group().candidates().forEach(candidate -> names.putIfAbsent(candidate.name(), listed.name()));
            }
        });
        return names;
    }
}
