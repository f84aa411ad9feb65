package dev.eclusa.app.config;

import dev.eclusa.engine.routing.Tier;
import dev.eclusa.router.trial.TierPromises.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tiers of a configuration: a list of names each, or a mapping with {@code members} and {@code target_latency}.
 *
 * @param members by tier, in the order they are tried
 * @param promises the latency promised, of tiers that say it
 */
record Tiers(Map<Tier, List<String>> members, Map<Tier, Promise> promises) {
    private static final String LATENCY = "target_latency";

    /** Reads the section {@code tiers}. */
    static Tiers read(Located.Mapping tree, Problems problems) {
        Tiers tiers = new Tiers(new EnumMap<>(Tier.class), new EnumMap<>(Tier.class));
        if (tree.member("tiers").orElse(Located.Mapping.EMPTY) instanceof Located.Mapping given) {
            given.members().forEach((name, value) -> tiers.add(name, value, problems));
        }
        return tiers;
    }

    private void add(String name, Located value, Problems problems) {
        Optional<Tier> known = Tier.named(name);
        if (known.isEmpty()) {
            problems.misspelt(
                    value.place(),
                    "tiers." + name,
                    "There is no tier '" + name + "'.",
                    name,
                    Arrays.stream(Tier.values()).map(Tier::label).toList());
            return;
        }
        Tier tier = known.get();
        members.put(tier, members(value));
        if (value instanceof Located.Mapping mapping && mapping.member(LATENCY).isPresent()) {
            Optional<Promise> promise = promise(mapping.at(LATENCY), Promise.usual(tier));
            promise.ifPresent(given -> promises.put(tier, given));
            if (promise.isEmpty()) {
                problems.add(
                        mapping.at(LATENCY).place(),
                        "tiers." + name + "." + LATENCY,
                        "This is a duration such as 2s, or { local: 500ms, cloud: 3s }.");
            }
        }
    }

    private static Optional<Promise> promise(Located value, Promise usual) {
        return switch (value) {
            case Located.Scalar both -> Written.duration(both.text()).map(span -> new Promise(span, span));
            case Located.Mapping apart ->
                span(apart, "local", usual.local())
                        .flatMap(local -> span(apart, "cloud", usual.cloud()).map(cloud -> new Promise(local, cloud)));
            case Located.Sequence list -> Optional.empty();
        };
    }

    private static Optional<Duration> span(Located.Mapping mapping, String key, Duration otherwise) {
        return mapping.member(key).isEmpty()
                ? Optional.of(otherwise)
                : mapping.at(key) instanceof Located.Scalar scalar ? Written.duration(scalar.text()) : Optional.empty();
    }

    private static List<String> members(Located value) {
        return switch (value) {
            case Located.Sequence sequence ->
                sequence.elements().stream()
                        .map(element -> element instanceof Located.Scalar scalar ? scalar.text() : "")
                        .filter(name -> !name.isEmpty())
                        .toList();
            case Located.Mapping mapping ->
                mapping.member("members").map(Tiers::members).orElse(List.of());
            case Located.Scalar scalar -> List.of(scalar.text());
        };
    }
}
