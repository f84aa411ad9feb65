package dev.eclusa.engine.catalog;

import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.provider.Secret;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.engine.strategy.Strategies;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The groups of a directory of models and of its tiers; those of listed names are made once. */
public final class DirectoryRoutes implements Routes {
    private final ModelDirectory directory;
    private final Map<String, String> addresses;
    private final Standings standings;
    private final Strategies strategies;
    private final String usualStrategy;
    private final Map<Tier, List<String>> tiers;
    private final Map<Tier, List<Declared>> declared;
    private final Map<String, Resolution.Found> known = new LinkedHashMap<>();
    private final List<Listed> listed;

    /**
     * How groups choose.
     *
     * @param usual name of the strategy of groups that name none
     * @param tiers members of each tier by name, in the order they are tried; none at all has the usual ones
     */
    public record Choosing(Standings standings, Strategies strategies, String usual, Map<Tier, List<String>> tiers) {}

    /**
     * Groups of a directory.
     *
     * @param addresses base URLs by provider name, of those reached elsewhere than the directory says
     */
    public DirectoryRoutes(ModelDirectory directory, Map<String, String> addresses, Choosing choosing) {
        this.directory = directory;
        this.addresses = Map.copyOf(addresses);
        this.standings = choosing.standings();
        this.strategies = choosing.strategies();
        this.usualStrategy = choosing.usual();
        this.declared = declared(directory);
        this.tiers = choosing.tiers().isEmpty() && declared.isEmpty() ? UsualTiers.of(directory) : choosing.tiers();
        List<Listed> names = new ArrayList<>();
        directory.list().forEach(model -> names.add(new Listed(model.name(), model.owner())));
        names.forEach(model -> remember(model.name()));
        for (Tier tier : Tier.values()) {
            remember(tier.label());
            remember("tier" + tier.number());
            if (known.containsKey(tier.label())) {
                names.add(new Listed(tier.label(), "eclusa"));
            }
        }
        if (!tiers.isEmpty() || !declared.isEmpty()) {
            names.add(new Listed(Tier.AUTO, "eclusa"));
        }
        this.listed = List.copyOf(names);
    }

    /** A deployment that says itself which tier it belongs to. */
    private record Declared(String model, Deployment deployment) {}

    private static Map<Tier, List<Declared>> declared(ModelDirectory directory) {
        Map<Tier, List<Declared>> declared = new EnumMap<>(Tier.class);
        for (ModelDirectory.ListedModel model : directory.list()) {
            if (directory.resolve(model.name()) instanceof dev.eclusa.engine.catalog.Resolution.Found found) {
                found.deployments().stream()
                        .filter(deployment -> deployment.traits().tier() > 0)
                        .forEach(deployment -> declared.computeIfAbsent(
                                        Tier.of(deployment.traits().tier()), tier -> new ArrayList<>())
                                .add(new Declared(found.publicName(), deployment)));
            }
        }
        return declared;
    }

    private void remember(String name) {
        if (!known.containsKey(name) && find(name) instanceof Resolution.Found found) {
            known.put(name, found);
        }
    }

    /** Every deployment that a listed name leads to, once. */
    public List<Candidate> candidates() {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        known.values().forEach(found -> collect(found.group(), candidates));
        return List.copyOf(candidates.values());
    }

    private static void collect(Group group, Map<String, Candidate> into) {
        group.candidates().forEach(candidate -> into.putIfAbsent(candidate.name(), candidate));
        group.fallbacks().forEach(fallback -> collect(fallback, into));
    }

    @Override
    public Resolution resolve(String model) {
        Resolution.Found listedGroup = known.get(model);
        return listedGroup != null ? listedGroup : find(model);
    }

    @Override
    public List<Listed> models() {
        return listed;
    }

    private Resolution find(String name) {
        Optional<Group> tiered = directory.isNamed(name) ? Optional.empty() : tier(name);
        if (tiered.isPresent()) {
            return new Resolution.Found(tiered.get());
        }
        return switch (directory.resolve(name)) {
            case dev.eclusa.engine.catalog.Resolution.Found found -> {
                Group group = group(found, new LinkedHashSet<>());
                yield group.isEmpty() ? new Resolution.Unknown(List.of()) : new Resolution.Found(group);
            }
            case dev.eclusa.engine.catalog.Resolution.Unknown unknown -> new Resolution.Unknown(unknown.nearMatches());
        };
    }

    /** {@code fast}, {@code tier1}, {@code fast/NAME} or {@code tier1/NAME}; {@code auto} is all of them. */
    private Optional<Group> tier(String name) {
        if (name.equals(Tier.AUTO)) {
            List<Candidate> all = new ArrayList<>();
            for (Tier each : Tier.values()) {
                all.addAll(members(each));
            }
            return all.isEmpty() ? Optional.empty() : Optional.of(new Group(name, all, strategy(""), List.of()));
        }
        int slash = name.indexOf('/');
        Optional<Tier> tier = Tier.named(slash < 0 ? name : name.substring(0, slash));
        if (tier.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> members =
                slash < 0 ? members(tier.get()) : members(List.of(name.substring(slash + 1)), tier.get());
        Group group = new Group(name, members, strategy(""), List.of());
        return group.isEmpty() ? Optional.empty() : Optional.of(group);
    }

    /** Those configured for a tier, and behind them those that say themselves that they belong to it. */
    private List<Candidate> members(Tier tier) {
        List<Candidate> members = members(tiers.getOrDefault(tier, List.of()), tier);
        int last = members.isEmpty() ? 0 : members.getLast().traits().order() + 1;
        for (Declared one : declared.getOrDefault(tier, List.of())) {
            Candidate candidate = candidate(
                    one.model(),
                    one.deployment()
                            .with(one.deployment()
                                    .traits()
                                    .at(last + one.deployment().order(), tier.number())));
            if (members.stream().noneMatch(known -> known.standing().equals(candidate.standing()))) {
                members.add(candidate);
            }
        }
        return members;
    }

    /** Members in order, each with its own deployments, those of one member before those of the next. */
    private List<Candidate> members(List<String> names, Tier tier) {
        List<Candidate> candidates = new ArrayList<>();
        int order = 0;
        for (String name : names) {
            if (directory.resolve(name) instanceof dev.eclusa.engine.catalog.Resolution.Found found) {
                int base = order;
                for (Deployment deployment : found.deployments()) {
                    order = base + deployment.order();
                    candidates.add(candidate(
                            found.publicName(),
                            deployment.with(deployment.traits().at(order, tier.number()))));
                }
                order++;
            }
        }
        return candidates;
    }

    /** A model's own deployments, its fallbacks behind; no name is followed twice. */
    private Group group(dev.eclusa.engine.catalog.Resolution.Found found, Set<String> followed) {
        followed.add(found.publicName());
        List<Group> fallbacks = new ArrayList<>();
        for (String fallback : found.fallbacks()) {
            if (directory.resolve(fallback) instanceof dev.eclusa.engine.catalog.Resolution.Found next
                    && !followed.contains(next.publicName())) {
                fallbacks.add(group(next, followed));
            }
        }
        List<Candidate> own = found.deployments().stream()
                .map(deployment -> candidate(found.publicName(), deployment))
                .toList();
        return new Group(found.publicName(), own, strategy(found.strategy()), fallbacks);
    }

    private Strategy strategy(String name) {
        return strategies
                .named(name.isEmpty() ? usualStrategy : name)
                .orElseThrow(() -> new IllegalArgumentException("no strategy " + name));
    }

    private Candidate candidate(String model, Deployment deployment) {
        return new Candidate(
                model,
                target(deployment),
                deployment.traits(),
                standings.of(deployment.provider().name(), deployment.model(), deployment.maxConcurrent()));
    }

    private static Set<String> quirks(Preset preset, Deployment deployment) {
        if (deployment.quirks().isEmpty()) {
            return preset.quirks();
        }
        Set<String> all = new LinkedHashSet<>(preset.quirks());
        all.addAll(deployment.quirks());
        return Set.copyOf(all);
    }

    private Target target(Deployment deployment) {
        ProviderDefinition provider = deployment.provider();
        Preset preset = provider.preset();
        String url = addresses.getOrDefault(provider.name(), provider.baseUrl());
        Target.Endpoint plain = new ProviderAddress(preset, url)
                .endpoint(
                        preset,
                        deployment.model(),
                        provider.apiKey().map(Secret::value).orElse(""),
                        provider.headers(),
                        provider.forwardHeaders());
        Target.Endpoint endpoint = provider.signing().map(plain::signed).orElse(plain);
        return new Target(
                provider.name(),
                deployment.model(),
                preset.dialect(),
                provider.guarded() ? endpoint.guard() : endpoint,
                deployment.price(),
                deployment.contextWindow(),
                deployment.maxOutput(),
                deployment.reasons(),
                quirks(preset, deployment),
                deployment.timeouts());
    }
}
