package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.server.GatewayServer;
import dev.eclusa.store.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eclusa serve}: runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Run the gateway.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /** The exit code that means: the process goes on serving. */
    static final int SERVING = -1;

    private static final int REFUSED = 2;
    private static final int OLLAMA_ANSWERS_WITHIN_MILLIS = 200;

    @Option(names = "--config", description = "The configuration file (default: eclusa.yaml where there is one).")
    private Path config = Path.of("eclusa.yaml");

    @Option(names = "--data", description = "Directory of the gateway's state (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--host", description = "Address to listen on, instead of the configured one.")
    private String host = "";

    @Option(names = "--port", description = "Port to listen on, instead of the configured one.")
    private int port = -1;

    @Override
    public Integer call() {
        Optional<Configuration> loaded = load();
        if (loaded.isEmpty()) {
            return REFUSED;
        }
        Configuration configuration = withArguments(loaded.get());
        Optional<String> unsafe = unsafe(configuration);
        if (unsafe.isPresent()) {
            System.err.println(unsafe.get());
            return REFUSED;
        }
        return serve(configuration);
    }

    private int serve(Configuration configuration) {
        KeyFiles keys = new KeyFiles(System.getenv());
        try {
            Gateway gateway = Gateway.start(configuration, data, keys);
            Termination.drainsWith(gateway::drain);
            System.err.print(Greeting.of(configuration, gateway, keys.madeNow()));
            return SERVING;
        } catch (DataDirectory.Unusable | GatewayServer.CannotListen refused) {
            System.err.println(refused.getMessage());
            return 1;
        }
    }

    private Optional<Configuration> load() {
        ConfigurationLoader loader = new ConfigurationLoader(System.getenv());
        boolean none = !Files.exists(config) && config.equals(Path.of("eclusa.yaml"));
        return switch (none ? loader.loadEnvironment() : loader.load(config)) {
            case ConfigurationLoader.Result.Loaded loaded -> {
                loaded.notices().forEach(System.err::println);
                yield Optional.of(withLocalProviders(loaded.configuration()));
            }
            case ConfigurationLoader.Result.Rejected rejected -> {
                rejected.problems().forEach(System.err::println);
                yield Optional.empty();
            }
        };
    }

    /** Nothing configured and no key found: Ollama where it answers, else the simulated provider. */
    private static Configuration withLocalProviders(Configuration found) {
        if (!found.providers().isEmpty()) {
            return found;
        }
        Map<String, Configuration.Provider> providers = new LinkedHashMap<>();
        for (String name : ollamaAnswers() ? List.of("ollama") : List.of("simulated")) {
            Presets.named(name)
                    .ifPresent(preset -> providers.put(
                            name,
                            new Configuration.Provider(
                                    name, preset, preset.baseUrl(), "", Map.of(), List.of(), found.timeouts())));
        }
        return found.withProviders(providers);
    }

    private static boolean ollamaAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 11434), OLLAMA_ANSWERS_WITHIN_MILLIS);
            return true;
        } catch (IOException silent) {
            return false;
        }
    }

    private Configuration withArguments(Configuration found) {
        Configuration.Server server = found.server();
        return found.withServer(
                server.listening(host.isEmpty() ? server.host() : host, port < 0 ? server.port() : port));
    }

    /** Beyond loopback, a key that somebody chose must be required. */
    private static Optional<String> unsafe(Configuration configuration) {
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
