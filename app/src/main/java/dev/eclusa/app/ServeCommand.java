package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.log.GatewayLog;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.server.GatewayServer;
import dev.eclusa.store.DataDirectory;
import dev.eclusa.store.StoreRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eclusa serve}: runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Run the gateway.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /** The exit code that means: the process goes on serving. */
    static final int SERVING = -1;

    private static final int REFUSED = 2;

    @Mixin
    private Places places = new Places();

    @Option(names = "--host", description = "Address to listen on, instead of the configured one.")
    private String host = "";

    @Option(names = "--port", description = "Port to listen on, instead of the configured one.")
    private int port = -1;

    @Option(
            names = "--no-import",
            description = "Do not take over what LiteLLM keeps in the same database when this gateway's books are new.")
    private boolean withoutImport;

    @Override
    public Integer call() {
        return switch (new StartingPoint(System.getenv()).find(places)) {
            case StartingPoint.Found.Usable usable -> checked(usable);
            case StartingPoint.Found.Wrong wrong -> {
                wrong.problems().forEach(System.err::println);
                yield REFUSED;
            }
        };
    }

    private int checked(StartingPoint.Found.Usable found) {
        Configuration configuration = withArguments(found.configuration());
        Optional<String> unsafe = unsafe(configuration);
        if (unsafe.isPresent()) {
            System.err.println(unsafe.get());
            return REFUSED;
        }
        return serve(configuration, found);
    }

    private int serve(Configuration configuration, StartingPoint.Found.Usable found) {
        KeyFiles keys = new KeyFiles(System.getenv());
        try {
            GatewayLog log = GatewayLog.open(configuration.log(), places.data(), System.err)
                    .takeOver();
            Optional<String> cutOff = withoutImport
                    ? Optional.empty()
                    : new LitellmTakeover(System.getenv()).beforeServing(configuration);
            if (cutOff.isPresent()) {
                System.err.println(cutOff.get());
                return 1;
            }
            Gateway gateway = Gateway.start(configuration, places.data(), keys, log.calls());
            Termination.drainsWith(() -> stop(gateway, log));
            System.err.print(new Greeting(configuration, gateway, places.data()).text(found, keys.madeNow()));
            gateway.ledger().report().thenAccept(report -> System.err.print(Greeting.recovered(report)));
            return SERVING;
        } catch (DataDirectory.Unusable
                | StoreRefused
                | LedgerUnavailable
                | GatewayServer.CannotListen
                | GatewayLog.CannotLog refused) {
            System.err.println(refused.getMessage());
            return 1;
        }
    }

    private static void stop(Gateway gateway, GatewayLog log) {
        try (log) {
            gateway.drain();
        }
    }

    private Configuration withArguments(Configuration found) {
        Configuration.Server server = found.server();
        return found.withServer(
                server.listening(host.isEmpty() ? server.host() : host, port < 0 ? server.port() : port));
    }

    /** Beyond loopback, a key that somebody chose must be required. */
    static Optional<String> unsafe(Configuration configuration) {
        if (configuration.server().isLoopback()) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (!configuration.auth().required()) {
            missing.add("auth.required must be true");
        }
        if (configuration.auth().masterKey().isEmpty()
                && configuration.auth().keys().isEmpty()) {
            missing.add("a key must be configured: set ECLUSA_MASTER_KEY or API_KEY, or auth.keys in the file");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Refusing to listen on " + configuration.server().host() + ", which others can reach: "
                        + String.join("; ", missing) + ".");
    }
}
