package dev.eclusa.router.library;

import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.Deployment;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.catalog.ModelDirectory;
import dev.eclusa.engine.catalog.PublicModel;
import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.provider.ProviderDefinition;
import dev.eclusa.engine.provider.Secret;
import dev.eclusa.engine.resilience.Hedge;
import dev.eclusa.engine.resilience.ResilienceSettings;
import dev.eclusa.engine.resilience.RetryBudget;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.routing.Affinity;
import dev.eclusa.engine.routing.Decisions;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.engine.strategy.Strategies;
import dev.eclusa.router.CallLimits;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Copies;
import dev.eclusa.router.Exhausted;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.KnownDialects;
import dev.eclusa.router.LoadedModels;
import dev.eclusa.router.Manners;
import dev.eclusa.router.Purses;
import dev.eclusa.router.Routing;
import dev.eclusa.router.wire.ConnectionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a router: its providers, its names for their models, its patience. */
public final class LlmRouterBuilder {
    private static final ConnectionPool.Bounds CONNECTIONS =
            new ConnectionPool.Bounds(512, Duration.ofSeconds(5), Duration.ofSeconds(60));

    private static final double RETRIES_A_CALL = 0.2;
    private static final int KEPT_DECISIONS = 1000;

    private final Map<String, ProviderDefinition> providers = new LinkedHashMap<>();
    private final Map<String, List<String>> models = new LinkedHashMap<>();
    private final Map<Tier, List<String>> tiers = new EnumMap<>(Tier.class);
    private final Catalog catalog = Catalog.shipped();
    private Ledger ledger = new ForgetfulLedger();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private final Map<String, LlmProvider> own = new LinkedHashMap<>();
    private final Standings standings = new Standings(ResilienceSettings.DEFAULT);
    private final Routing routing = new Routing(
            new Planner(new Affinity()),
            Routing.Keep.NOTHING,
            new Strategies(ScoreWeights.DEFAULT),
            List.of(),
            new RetryBudget(RETRIES_A_CALL),
            Hedge.OFF,
            Exhausted.REJECT,
            true,
            false,
            new Decisions(KEPT_DECISIONS));

    LlmRouterBuilder() {}

    /** What a router is made of, but for what it has of its own. */
    GatewaySettings settings(Map<String, String> addresses, CallListener calls) {
        List<PublicModel> named = new ArrayList<>();
        models.forEach(
                (name, deployments) -> named.add(new PublicModel(name, inOrder(name, deployments), List.of(), "")));
        ModelDirectory directory = new ModelDirectory(providers.values(), named, Map.of(), catalog);
        return new GatewaySettings(
                new KnownDialects(),
                key -> LlmRouter.program(),
                Purses.NONE,
                Limiter.local(),
                new DirectoryRoutes(directory, addresses, choosing()),
                ledger,
                false,
                retry,
                timeouts,
                routing,
                CallLimits.DEFAULT,
                LoadedModels.ASSUMED,
                calls,
                Manners.OURS,
                Copies.NONE,
                Optional.empty());
    }

    /** How its deployments are doing; kept when providers change. */
    Standings standings() {
        return standings;
    }

    /** Names of its providers. */
    List<String> providerNames() {
        return List.copyOf(providers.keySet());
    }

    /** The program's own providers by name. */
    Map<String, LlmProvider> own() {
        return own;
    }

    static ConnectionPool.Bounds connections() {
        return CONNECTIONS;
    }

    /** Adds every provider whose key is in this process's environment. */
    public LlmRouterBuilder fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /** Adds every provider whose key is among these variables, at the base URL they name, if any. */
    public LlmRouterBuilder fromEnvironment(Map<String, String> variables) {
        for (Preset preset : Presets.all()) {
            String key = first(preset.keyNames(), variables);
            String url = first(preset.urlNames(), variables);
            boolean found = preset.local() ? !url.isEmpty() : !key.isEmpty();
            if (found && !(url.isEmpty() && preset.baseUrl().isEmpty())) {
                provider(preset.name(), preset.name(), url, key);
            }
        }
        return this;
    }

    /** Adds a well-known provider under its own name, at its usual address. */
    public LlmRouterBuilder provider(String preset, String apiKey) {
        return provider(preset, preset, "", apiKey);
    }

    /**
     * Adds a provider.
     *
     * @param name the part before the slash in {@code provider/model}
     * @param preset the name of its kind, for example {@code openai-compatible}
     * @param baseUrl where it is; empty means the preset's own address
     * @param apiKey what it wants to see; empty when it wants none
     */
    public LlmRouterBuilder provider(String name, String preset, String baseUrl, String apiKey) {
        Preset known = Presets.named(preset)
                .orElseThrow(() -> new IllegalArgumentException("No preset is called '" + preset + "'. There are: "
                        + String.join(
                                ", ", Presets.all().stream().map(Preset::name).toList()) + "."));
        if (baseUrl.isEmpty() && known.baseUrl().isEmpty()) {
            throw new IllegalArgumentException("The provider '" + name + "' needs a base URL.");
        }
        providers.put(
                name,
                new ProviderDefinition(
                        name,
                        known,
                        baseUrl.isEmpty() ? known.baseUrl() : baseUrl,
                        Optional.of(apiKey).filter(key -> !key.isEmpty()).map(Secret::new),
                        Map.of(),
                        List.of(),
                        true,
                        timeouts));
        return this;
    }

    /** Adds a provider of the program's own under a name; {@code name/anything} calls it. */
    public LlmRouterBuilder provider(String name, LlmProvider provider) {
        own.put(name, provider);
        return provider(name, "openai-compatible", "http://127.0.0.1/v1", "");
    }

    /** Names a model: these deployments, each as {@code provider/model}, tried in this order. */
    public LlmRouterBuilder model(String name, String... deployments) {
        models.put(name, List.of(deployments));
        return this;
    }

    /** Fills a tier: names of models or {@code provider/model}, tried in this order. The tier's own name calls it. */
    public LlmRouterBuilder tier(Tier tier, String... members) {
        tiers.put(tier, List.of(members));
        return this;
    }

    /** Where calls are accounted; without one they are not. Its methods are called on an event loop. */
    public LlmRouterBuilder ledger(Ledger chosen) {
        ledger = chosen;
        return this;
    }

    /** How long each part of a call may take; says it for providers added after it. */
    public LlmRouterBuilder timeouts(Timeouts chosen) {
        timeouts = chosen;
        return this;
    }

    /** How failed attempts are repeated. */
    public LlmRouterBuilder retry(RetryPolicy chosen) {
        retry = chosen;
        return this;
    }

    /**
     * The router.
     *
     * @throws IllegalArgumentException when a named model's deployment has no provider
     */
    public LlmRouter build() {
        models.forEach(this::inOrder);
        return new LlmRouter(this);
    }

    private DirectoryRoutes.Choosing choosing() {
        return new DirectoryRoutes.Choosing(standings, new Strategies(ScoreWeights.DEFAULT), "weighted-score", tiers);
    }

    private List<Deployment> inOrder(String model, List<String> written) {
        List<Deployment> deployments = new ArrayList<>();
        for (String each : written) {
            Deployment deployment = deployment(model, each);
            deployments.add(deployment.with(deployment.traits().at(deployments.size(), 0)));
        }
        return deployments;
    }

    private Deployment deployment(String model, String written) {
        int slash = written.indexOf('/');
        ProviderDefinition provider = slash < 1 ? null : providers.get(written.substring(0, slash));
        if (provider == null || slash == written.length() - 1) {
            throw new IllegalArgumentException("The model '" + model + "' has the deployment '" + written
                    + "', which is not provider/model with one of the providers " + providers.keySet() + ".");
        }
        return Deployment.of(provider, written.substring(slash + 1), catalog);
    }

    private static String first(List<String> names, Map<String, String> variables) {
        return names.stream()
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
