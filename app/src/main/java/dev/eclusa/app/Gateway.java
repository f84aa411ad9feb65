package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.discovery.Discovery;
import dev.eclusa.app.discovery.Refresh;
import dev.eclusa.app.google.GoogleKeys;
import dev.eclusa.app.local.MissingModels;
import dev.eclusa.app.local.OllamaMemory;
import dev.eclusa.app.prices.ImportedCatalog;
import dev.eclusa.app.simulated.SimulatedProvider;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Caller;
import dev.eclusa.router.wire.ConnectionPool;
import dev.eclusa.server.GatewayServer;
import dev.eclusa.server.auth.Keyring;
import dev.eclusa.store.LedgerStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A whole gateway: ledger, routes, keys and server, wired and listening. */
public final class Gateway implements AutoCloseable {
    /** The version shown in {@code /health}. */
    public static final String VERSION = "0.1.0";

    private final Configuration configuration;
    private final LedgerStore ledger;
    private final GatewayServer server;
    private final OllamaMemory memory = new OllamaMemory();
    private final Map<String, SimulatedProvider> simulated = new HashMap<>();
    private final List<Runnable> background = new ArrayList<>();

    private Gateway(Configuration configuration, LedgerStore ledger, GatewayServer server) {
        this.configuration = configuration;
        this.ledger = ledger;
        this.server = server;
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
                        configuration.ledger().force()),
                configuration.store().database());
        GatewayServer server = GatewayServer.open(binding(configuration));
        Gateway gateway = new Gateway(configuration, ledger, server);
        try {
            gateway.listen(keys.ring(configuration, data, ledger), calls, data);
            return gateway;
        } catch (RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    private void listen(Keyring ring, CallListener calls, Path data) {
        Map<String, String> addresses = new HashMap<>();
        configuration.providers().forEach((name, provider) -> {
            if (provider.preset().isSimulated()) {
                SimulatedProvider stand = SimulatedProvider.start(provider.simulated());
                simulated.put(name, stand);
                addresses.put(name, "http://127.0.0.1:" + stand.port() + "/v1");
            }
        });
        Sharing sharing = Sharing.start(configuration, ledger, ring);
        background.add(sharing::close);
        Discovery discovery = new Discovery(configuration.providers().values());
        Wiring wiring = new Wiring(
                configuration,
                ImportedCatalog.in(data),
                new Wiring.Parts(server, ledger, ring, sharing, calls, memory, discovery, Map.copyOf(addresses), data));
        GoogleKeys google = GoogleKeys.start(configuration.providers().values(), wiring::keysRenewed);
        background.add(google::close);
        server.listen(wiring::rooms);
        if (!configuration.ledger().retention().isZero()) {
            Retention retention = Retention.start(ledger, configuration.ledger().retention());
            background.add(retention::close);
        }
        Refresh refresh = Refresh.start(configuration.providers().values(), discovery, wiring::pricesHeard);
        background.add(refresh::close);
        if (!configuration.pulled().isEmpty()) {
            MissingModels missing = MissingModels.pull(configuration.providers().values(), configuration.pulled());
            background.add(missing::close);
        }
    }

    /** Who may call a gateway, and where that is kept. */
    @FunctionalInterface
    public interface Keys {
        /** The ring of a configuration. May wait for the ledger's database where that is shared. */
        Keyring ring(Configuration configuration, Path data, LedgerStore ledger);

        /** A ring of the configured keys only, hashed with this secret. */
        static Keys configured(byte[] secret) {
            return (configuration, data, ledger) -> {
                Keyring ring = new Keyring(secret, configuration.auth().required());
                if (!configuration.auth().masterKey().isEmpty()) {
                    ring.with(configuration.auth().masterKey(), new Caller(Configuration.Auth.MASTER, true, Set.of()));
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
        background.forEach(Runnable::run);
        memory.close();
        simulated.values().forEach(SimulatedProvider::close);
        ledger.close();
    }

    @Override
    public void close() {
        server.close();
        background.forEach(Runnable::run);
        memory.close();
        simulated.values().forEach(SimulatedProvider::close);
        ledger.close();
    }

    private static GatewayServer.Binding binding(Configuration configuration) {
        return new GatewayServer.Binding(
                configuration.server().host(),
                configuration.server().port(),
                Wiring.eventLoops(configuration),
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
