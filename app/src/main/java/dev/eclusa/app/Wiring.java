package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfiguredDirectory;
import dev.eclusa.app.config.ConfiguredRouting;
import dev.eclusa.app.config.Limits;
import dev.eclusa.app.discovery.Discovery;
import dev.eclusa.app.discovery.KnownModels;
import dev.eclusa.app.passing.ProviderPassages;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.catalog.Catalog;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.DirectoryRoutes;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.engine.strategy.WeightedScore;
import dev.eclusa.protocol.frame.FrameLimits;
import dev.eclusa.router.CallLimits;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Dialects;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.KnownDialects;
import dev.eclusa.router.LoadedModels;
import dev.eclusa.router.passing.Passages;
import dev.eclusa.router.trial.Experiments;
import dev.eclusa.router.trial.Mirror;
import dev.eclusa.router.trial.Mirrors;
import dev.eclusa.router.trial.TierPromises;
import dev.eclusa.server.BodyLimits;
import dev.eclusa.server.Cors;
import dev.eclusa.server.Elsewhere;
import dev.eclusa.server.GatewayServer;
import dev.eclusa.server.HttpDoor;
import dev.eclusa.server.Traffic;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.BudgetRoutes;
import dev.eclusa.server.accounts.CustomerRoutes;
import dev.eclusa.server.accounts.FreshRoute;
import dev.eclusa.server.accounts.HolderRoutes;
import dev.eclusa.server.accounts.KeyRoutes;
import dev.eclusa.server.accounts.OrganizationRoutes;
import dev.eclusa.server.accounts.PrivacyRoute;
import dev.eclusa.server.accounts.ProjectRoutes;
import dev.eclusa.server.accounts.Seal;
import dev.eclusa.server.accounts.TagRoutes;
import dev.eclusa.server.accounts.TeamRoutes;
import dev.eclusa.server.accounts.UserRoutes;
import dev.eclusa.server.auth.Keyring;
import dev.eclusa.server.litellm.AddedModels;
import dev.eclusa.server.litellm.AddedPassages;
import dev.eclusa.server.litellm.Detailed;
import dev.eclusa.server.litellm.LitellmRoutes;
import dev.eclusa.server.manage.AuditRoute;
import dev.eclusa.server.manage.AuditTrail;
import dev.eclusa.server.manage.CacheRoute;
import dev.eclusa.server.manage.HealthRoute;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ModelListRoute;
import dev.eclusa.server.manage.VersionRoute;
import dev.eclusa.server.manage.routing.BreakerResetRoute;
import dev.eclusa.server.manage.routing.DecisionRoute;
import dev.eclusa.server.manage.routing.ExperimentsRoute;
import dev.eclusa.server.manage.routing.ExplainRoute;
import dev.eclusa.server.manage.routing.KnownModelsRoute;
import dev.eclusa.server.manage.routing.LoadBalancingRoute;
import dev.eclusa.server.manage.routing.ProviderWeightsRoute;
import dev.eclusa.server.manage.routing.ProvidersRoute;
import dev.eclusa.server.manage.routing.TiersRoute;
import dev.eclusa.server.metrics.Metrics;
import dev.eclusa.server.reports.Reports;
import dev.eclusa.server.reports.UsageRoute;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.memory.MemoryAnswers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the server serves, made of a configuration and of what was heard since: made anew and swapped whole when prices or
 * keys change. How deployments are doing is kept.
 */
final class Wiring {
    private final Configuration configuration;
    private final Catalog catalog;
    private final Parts parts;
    private final ConfiguredRouting routing;
    private final Experiments experiments = new Experiments();
    private final TierPromises promises;
    private final Mirrors mirrors;
    private final Seal seal;
    private final AddedConfiguration added;
    private final Optional<AnswerCache> cache;
    private final Optional<Metrics> metrics;
    private List<CatalogModel> prices = List.of();
    private Map<String, String> keys = Map.of();
    private volatile HttpDoor.Rooms rooms;

    /**
     * What does not change while it serves.
     *
     * @param addresses base URLs by provider name, of those reached elsewhere than the configuration says
     * @param data directory of its state
     */
    record Parts(
            GatewayServer server,
            LedgerStore ledger,
            Keyring ring,
            Sharing sharing,
            CallListener calls,
            LoadedModels loaded,
            Discovery discovery,
            Map<String, String> addresses,
            Path data) {}

    /** Of a checked configuration. */
    Wiring(Configuration configuration, Catalog catalog, Parts parts) {
        this.configuration = configuration;
        this.catalog = catalog;
        this.parts = parts;
        this.routing = ConfiguredRouting.of(configuration);
        this.promises = new TierPromises(configuration.routing().promises(), local(configuration));
        this.mirrors = new Mirrors(mirrored(configuration), Clock.systemUTC());
        this.seal = new Seal(parts.ring()::hash);
        this.cache = configuration
                .cache()
                .map(settings ->
                        new AnswerCache(settings, new MemoryAnswers(settings.mostBytes(), settings.mostEntries())));
        this.metrics = Optional.of(configuration.metrics())
                .filter(Configuration.Metrics::enabled)
                .map(chosen -> new Metrics(Metering.choice(chosen), metered()));
        this.added = new AddedConfiguration(parts.sharing().book(), seal);
        added.seal();
        this.rooms = made(added.over(configuration), catalog);
        parts.sharing().book().onModels(this::make);
    }

    private static Set<String> local(Configuration configuration) {
        return configuration.providers().entrySet().stream()
                .filter(entry -> entry.getValue().preset().local())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Mirror> mirrored(Configuration configuration) {
        return configuration.models().stream()
                .filter(model -> model.mirror().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Configuration.Model::name, model -> model.mirror().orElseThrow()));
    }

    /** What is served now. */
    HttpDoor.Rooms rooms() {
        return rooms;
    }

    /** Live prices and limits go before those of the catalog. */
    synchronized void pricesHeard(List<CatalogModel> live) {
        prices = live;
        make();
    }

    /** Keys of providers that have none in the configuration. */
    synchronized void keysRenewed(Map<String, String> live) {
        keys = live;
        make();
    }

    private synchronized void make() {
        rooms = made(added.over(configuration).keyed(keys), catalog.with(prices));
    }

    private HttpDoor.Rooms made(Configuration current, Catalog known) {
        DirectoryRoutes routes = new DirectoryRoutes(
                ConfiguredDirectory.of(current, known, configuration.models().isEmpty()),
                parts.addresses(),
                routing.choosing());
        metrics.ifPresent(counting -> Metering.serve(counting, routes));
        Dialects dialects = new KnownDialects();
        GatewaySettings settings = new GatewaySettings(
                dialects,
                parts.ring(),
                parts.sharing().book().purses(),
                parts.sharing().limiter(),
                routes,
                parts.ledger(),
                configuration.ledger().serveWhenFull(),
                configuration.retry(),
                configuration.timeouts(),
                routing.settings(),
                callLimits(configuration),
                parts.loaded(),
                audit().before(heard()),
                configuration.server().manners(),
                mirrors,
                cache);
        Limits.Pace pace = configuration.server().limits().pace();
        return new HttpDoor.Rooms(
                settings,
                new HttpDoor.ModelPaths(dialects),
                management(routes, settings, known),
                new Elsewhere(new Passages(current.elsewhere().passages()), ProviderPassages.of(current), dialects),
                new BodyLimits(
                        configuration.server().largestBody(), pace.bodyGap(), pace.bodyFloor(), pace.bodyFloorAfter()),
                audit(),
                new Cors(configuration.server().origins()),
                metrics.<Traffic>map(counting -> counting).orElse(Traffic.NOBODY));
    }

    /** Who is told of calls beside the audit. */
    private CallListener heard() {
        CallListener heard = parts.calls().and(experiments).and(promises);
        return metrics.map(Metrics::listener).map(heard::and).orElse(heard);
    }

    private Metrics.Sources metered() {
        return new Metrics.Sources(
                cache,
                routing.choosing().standings(),
                parts.sharing().book(),
                parts.server()::active,
                Metering.presets(configuration),
                parts.data(),
                Gateway.VERSION);
    }

    private AuditTrail audit() {
        return new AuditTrail(parts.ledger().audit());
    }

    private Map<String, ManagementRoute> management(DirectoryRoutes routes, GatewaySettings settings, Catalog known) {
        Map<String, ManagementRoute> table = new HashMap<>();
        HealthRoute health = new HealthRoute(
                Clock.systemUTC(),
                Gateway.VERSION,
                parts.server().transport(),
                configuration.providers().size(),
                parts.server()::active);
        for (String path : new String[] {"/health", "/health/live", "/health/ready"}) {
            table.put(path, health);
        }
        LitellmRoutes.Parts litellm = litellm(settings);
        table.putAll(LitellmRoutes.table(litellm));
        if (configuration.server().manners().litellm()) {
            table.put("/health", LitellmRoutes.health(health, litellm));
        }
        ModelListRoute models = new ModelListRoute(() -> routes);
        for (String path :
                new String[] {"/v1/models", "/v1/models/*", "/models", "/v1beta/models", "/v1beta/models/*", "/api/tags"
                }) {
            table.put(path, models);
        }
        table.put("/api/version", new VersionRoute());
        table.put("/ai/usage", new UsageRoute(parts.ledger(), Clock.systemUTC()));
        metrics.map(Metrics::route).ifPresent(figures -> {
            for (String path : new String[] {"/metrics", "/metrics/", "/metrics/prometheus"}) {
                table.put(path, figures);
            }
        });
        table.put("/api/audit", new AuditRoute(parts.ledger().audit()));
        table.put("/api/privacy/*", new PrivacyRoute(parts.sharing().book(), parts.ledger()));
        table.putAll(new Reports(parts.ledger(), Clock.systemUTC()).table());
        table.putAll(accounts());
        table.putAll(steering(routes, settings, known));
        table.put("/routes", LitellmRoutes.listing(table));
        if (configuration.server().manners().litellm()) {
            table.replaceAll((path, route) -> new Detailed(route));
        }
        return table;
    }

    private LitellmRoutes.Parts litellm(GatewaySettings settings) {
        return new LitellmRoutes.Parts(
                parts.ledger(),
                parts.sharing().book(),
                settings.routes(),
                settings.dialects(),
                this::keyName,
                parts.server()::active,
                new LitellmRoutes.Facts(
                        Gateway.VERSION,
                        configuration.routing().strategy(),
                        configuration.retry().maxAttempts() - 1,
                        configuration.timeouts().total().toSeconds(),
                        ShownSettings.of(configuration),
                        metrics.isPresent() && configuration.metrics().litellm()),
                new AddedModels(seal, added::fault, added::tried),
                new AddedPassages(configuration.elsewhere().passages(), added::faultOfPassage),
                cache,
                Clock.systemUTC());
    }

    /** How the ledger calls a key, which may be given itself or by its hash. */
    private String keyName(String key) {
        return key.startsWith("sk-")
                ? parts.ring().caller(key).map(Caller::name).orElse(key)
                : parts.sharing().book().ledgerName(key);
    }

    /** Keys, and whoever stands above them. */
    private Map<String, ManagementRoute> accounts() {
        AccountBook book = parts.sharing().book();
        KeyRoutes keys = new KeyRoutes(book, parts.ring()::hash, Clock.systemUTC());
        Map<String, ManagementRoute> table = new HashMap<>(keys.table());
        for (AccountKind kind : List.of(AccountKind.USER, AccountKind.TEAM, AccountKind.ORGANIZATION)) {
            table.putAll(new HolderRoutes(book, kind, Clock.systemUTC(), keys::first).table());
        }
        table.putAll(new UserRoutes(book, Clock.systemUTC()).table());
        table.putAll(new TeamRoutes(book, Clock.systemUTC()).table());
        table.putAll(new OrganizationRoutes(book, Clock.systemUTC()).table());
        table.putAll(new TagRoutes(book, parts.ledger(), Clock.systemUTC()).table());
        table.putAll(new CustomerRoutes(book, Clock.systemUTC()).table());
        table.putAll(new BudgetRoutes(book, Clock.systemUTC()).table());
        table.putAll(new ProjectRoutes(book, Clock.systemUTC()).table());
        if (book.isShared()) {
            table.replaceAll((path, route) -> new FreshRoute(book, route));
        }
        return table;
    }

    /** What explains how calls are routed, and lets an operator steer it. */
    private Map<String, ManagementRoute> steering(DirectoryRoutes routes, GatewaySettings settings, Catalog known) {
        Standings standings = routing.choosing().standings();
        WeightedScore score = routing.choosing().strategies().weightedScore();
        KnownModels models = new KnownModels(configuration, routes, parts.discovery(), known);
        KnownModelsRoute listing = new KnownModelsRoute(models::listing);
        CacheRoute cached = new CacheRoute(cache);
        ProvidersRoute providers = new ProvidersRoute(models::providers, standings);
        return Map.ofEntries(
                Map.entry("/api/cache", cached),
                Map.entry("/api/cache/stats", cached),
                Map.entry("/api/cache/keys", cached),
                Map.entry("/api/experiments", new ExperimentsRoute(experiments)),
                Map.entry("/api/tiers", new TiersRoute(routes, promises)),
                Map.entry(
                        "/api/decisions/*", new DecisionRoute(routing.settings().decisions())),
                Map.entry("/api/route/explain", new ExplainRoute(() -> settings)),
                Map.entry("/api/load-balancing", new LoadBalancingRoute(routes::candidates, standings, score)),
                Map.entry("/api/load-balancing/providers/*", new ProviderWeightsRoute(standings, score)),
                Map.entry("/api/providers", providers),
                Map.entry("/api/providers/status", providers),
                Map.entry("/v1/status", providers),
                Map.entry("/api/models", listing),
                Map.entry("/api/models/search", listing),
                Map.entry("/debug/circuit-breakers/reset", new BreakerResetRoute(standings)));
    }

    private static CallLimits callLimits(Configuration configuration) {
        Limits limits = configuration.server().limits();
        int streams = limits.streamsFor(Runtime.getRuntime().maxMemory());
        return new CallLimits(
                limits.jsonDepth(),
                new FrameLimits(limits.event(), limits.answer()),
                limits.errorBody(),
                limits.pace().slowClient(),
                Math.ceilDiv(streams, eventLoops(configuration)));
    }

    static int eventLoops(Configuration configuration) {
        int loops = configuration.server().eventLoops();
        return loops > 0 ? loops : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
