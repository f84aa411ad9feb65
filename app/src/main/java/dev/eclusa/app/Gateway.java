package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfiguredDirectory;
import dev.eclusa.app.config.ConfiguredRouting;
import dev.eclusa.app.config.Limits;
import dev.eclusa.app.discovery.Discovery;
import dev.eclusa.app.discovery.KnownModels;
import dev.eclusa.app.discovery.Refresh;
import dev.eclusa.app.local.OllamaMemory;
import dev.eclusa.app.prices.ImportedCatalog;
import dev.eclusa.app.simulated.SimulatedProvider;
import dev.eclusa.engine.catalog.Catalog;
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
import dev.eclusa.router.wire.ConnectionPool;
import dev.eclusa.server.BodyLimits;
import dev.eclusa.server.GatewayServer;
import dev.eclusa.server.HttpDoor;
import dev.eclusa.server.auth.Keyring;
import dev.eclusa.server.manage.HealthRoute;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ModelListRoute;
import dev.eclusa.server.manage.SpendLogsRoute;
import dev.eclusa.server.manage.UsageRoute;
import dev.eclusa.server.manage.VersionRoute;
import dev.eclusa.server.manage.routing.BreakerResetRoute;
import dev.eclusa.server.manage.routing.DecisionRoute;
import dev.eclusa.server.manage.routing.ExplainRoute;
import dev.eclusa.server.manage.routing.KnownModelsRoute;
import dev.eclusa.server.manage.routing.LoadBalancingRoute;
import dev.eclusa.server.manage.routing.ProviderWeightsRoute;
import dev.eclusa.server.manage.routing.ProvidersRoute;
import dev.eclusa.store.LedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole gateway: ledger, routes, keys and server, wired and listening. */
public final class Gateway implements AutoCloseable {
    /** The version shown in {@code /health}. */
    public static final String VERSION = "0.1.0";

    private final Configuration configuration;
    private final LedgerStore ledger;
    private final GatewayServer server;
    private final Discovery discovery;
    private final OllamaMemory memory = new OllamaMemory();
    private final Map<String, SimulatedProvider> simulated = new HashMap<>();
    private Optional<Refresh> refresh = Optional.empty();
    private volatile HttpDoor.@Nullable Rooms rooms;

    private Gateway(Configuration configuration, LedgerStore ledger, GatewayServer server) {
        this.configuration = configuration;
        this.ledger = ledger;
        this.server = server;
        this.discovery = new Discovery(configuration.providers().values());
    }

    /** Starts a gateway that tells nobody of its calls; returns when it listens. */
    public static Gateway start(Configuration configuration, Path data, Keys keys) {
        return start(configuration, data, keys, CallListener.NONE);
    }

    /**
     * Starts a gateway; returns when it listens.
     *
     * @param data directory of its state
     * @param keys who may call
     * @param calls told of every call
     */
    public static Gateway start(Configuration configuration, Path data, Keys keys, CallListener calls) {
        LedgerStore ledger = LedgerStore.open(
                data,
                new LedgerStore.LedgerSettings(
                        LedgerStore.LedgerSettings.DEFAULT.segmentSize(),
                        LedgerStore.LedgerSettings.DEFAULT.drain(),
                        configuration.ledger().force()));
        GatewayServer server = GatewayServer.open(binding(configuration));
        Gateway gateway = new Gateway(configuration, ledger, server);
        try {
            gateway.listen(keys.ring(configuration, data), calls, ImportedCatalog.in(data));
            return gateway;
        } catch (RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    private void listen(Keyring ring, CallListener calls, Catalog catalog) {
        Map<String, String> addresses = new HashMap<>();
        configuration.providers().forEach((name, provider) -> {
            if (provider.preset().isSimulated()) {
                SimulatedProvider stand = SimulatedProvider.start(provider.simulated());
                simulated.put(name, stand);
                addresses.put(name, "http://127.0.0.1:" + stand.port() + "/v1");
            }
        });
        ConfiguredRouting routing = ConfiguredRouting.of(configuration);
        rooms = rooms(ring, calls, addresses, routing, catalog);
        server.listen(() -> Objects.requireNonNull(rooms, "set before it listens"));
        refresh = Optional.of(Refresh.start(
                configuration.providers().values(),
                discovery,
                live -> rooms = rooms(ring, calls, addresses, routing, catalog.with(live))));
    }

    private HttpDoor.Rooms rooms(
            Keyring ring,
            CallListener calls,
            Map<String, String> addresses,
            ConfiguredRouting routing,
            Catalog catalog) {
        DirectoryRoutes routes =
                new DirectoryRoutes(ConfiguredDirectory.of(configuration, catalog), addresses, routing.choosing());
        Dialects dialects = new KnownDialects();
        GatewaySettings settings = new GatewaySettings(
                dialects,
                ring,
                routes,
                ledger,
                configuration.ledger().serveWhenFull(),
                configuration.retry(),
                configuration.timeouts(),
                routing.settings(),
                callLimits(configuration),
                memory,
                calls);
        Limits.Pace pace = configuration.server().limits().pace();
        return new HttpDoor.Rooms(
                settings,
                new HttpDoor.ModelPaths(dialects),
                management(routes, routing, settings, catalog),
                new BodyLimits(
                        configuration.server().largestBody(), pace.bodyGap(), pace.bodyFloor(), pace.bodyFloorAfter()));
    }

    private Map<String, ManagementRoute> management(
            DirectoryRoutes routes, ConfiguredRouting routing, GatewaySettings settings, Catalog catalog) {
        Map<String, ManagementRoute> table = new HashMap<>();
        HealthRoute health = new HealthRoute(
                Clock.systemUTC(),
                VERSION,
                server.transport(),
                configuration.providers().size(),
                server::active);
        for (String path : new String[] {"/health", "/health/live", "/health/ready"}) {
            table.put(path, health);
        }
        ModelListRoute models = new ModelListRoute(() -> routes);
        for (String path :
                new String[] {"/v1/models", "/v1/models/*", "/models", "/v1beta/models", "/v1beta/models/*", "/api/tags"
                }) {
            table.put(path, models);
        }
        table.put("/api/version", new VersionRoute());
        table.put("/ai/usage", new UsageRoute(ledger, Clock.systemUTC()));
        table.put("/spend/logs", new SpendLogsRoute(ledger));
        table.putAll(steering(routes, routing, settings, catalog));
        return table;
    }

    /** What explains how calls are routed, and lets an operator steer it. */
    private Map<String, ManagementRoute> steering(
            DirectoryRoutes routes, ConfiguredRouting routing, GatewaySettings settings, Catalog catalog) {
        Standings standings = routing.choosing().standings();
        WeightedScore score = routing.choosing().strategies().weightedScore();
        KnownModels known = new KnownModels(configuration, routes, discovery, catalog);
        KnownModelsRoute models = new KnownModelsRoute(known::listing);
        ProvidersRoute providers = new ProvidersRoute(known::providers, standings);
        return Map.of(
                "/api/decisions/*",
                new DecisionRoute(routing.settings().decisions()),
                "/api/route/explain",
                new ExplainRoute(() -> settings),
                "/api/load-balancing",
                new LoadBalancingRoute(routes::candidates, standings, score),
                "/api/load-balancing/providers/*",
                new ProviderWeightsRoute(standings, score),
                "/api/providers",
                providers,
                "/api/providers/status",
                providers,
                "/v1/status",
                providers,
                "/api/models",
                models,
                "/api/models/search",
                models,
                "/debug/circuit-breakers/reset",
                new BreakerResetRoute(standings));
    }

    /** Who may call a gateway, and where that is kept. */
    @FunctionalInterface
    public interface Keys {
        /** The ring of a configuration. */
        Keyring ring(Configuration configuration, Path data);

        /** A ring of the configured keys only, hashed with this secret. */
        static Keys configured(byte[] secret) {
            return (configuration, data) -> {
                Keyring ring = new Keyring(secret, configuration.auth().required());
                if (!configuration.auth().masterKey().isEmpty()) {
                    ring.with(configuration.auth().masterKey(), new Caller("master", true, Set.of()));
                }
                configuration
                        .auth()
                        .keys()
                        .forEach(key -> ring.with(key.key(), new Caller(key.name(), false, Set.copyOf(key.models()))));
                return ring;
            };
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Which transport is in use. */
    public String transport() {
        return server.transport();
    }

    /** The ledger. */
    public LedgerStore ledger() {
        return ledger;
    }

    /** Stops accepting, finishes what is under way up to the configured deadline, stores the ledger. */
    public void drain() {
        server.drain(configuration.server().drain());
        refresh.ifPresent(Refresh::close);
        memory.close();
        simulated.values().forEach(SimulatedProvider::close);
        ledger.close();
    }

    @Override
    public void close() {
        server.close();
        refresh.ifPresent(Refresh::close);
        memory.close();
        simulated.values().forEach(SimulatedProvider::close);
        ledger.close();
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

    private static int eventLoops(Configuration configuration) {
        int loops = configuration.server().eventLoops();
        return loops > 0 ? loops : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static GatewayServer.Binding binding(Configuration configuration) {
        return new GatewayServer.Binding(
                configuration.server().host(),
                configuration.server().port(),
                eventLoops(configuration),
                configuration.server().largestHead(),
                configuration.server().limits().pace().headerRead(),
                configuration
                        .server()
                        .limits()
                        .connectionsFor(Runtime.getRuntime().maxMemory()),
                new ConnectionPool.Bounds(
                        configuration.pool().maxConnections(),
                        configuration.timeouts().connect(),
                        configuration.pool().keepAlive()));
    }
}
