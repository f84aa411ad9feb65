package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.app.log.GatewayLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code eclusa rehearse}: serves the simulated provider to itself for some seconds and ends. The launcher runs it once after
 * a build, so that the JVM can keep what it learns (JEP 514, JEP 515: ahead-of-time cache with method profiles).
 */
@Command(name = "rehearse", hidden = true, description = "Serve simulated calls to itself, for the launcher's cache.")
final class RehearseCommand implements Callable<Integer> {
    private static final String KEY = "sk-rehearsal";
    private static final String CONFIGURATION =
            "server: { port: 0 }\nauth: { master_key: " + KEY + " }\nproviders: { simulated: { preset: simulated } }\n";

    @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("eclusa-rehearsal");
        try {
            return serve(data);
        } finally {
            remove(data);
        }
    }

    private int serve(Path data) {
        var loaded = new ConfigurationLoader(Map.of()).load("rehearsal", CONFIGURATION);
        if (!(loaded instanceof ConfigurationLoader.Result.Loaded usable)) {
            return 1;
        }
        Configuration configuration = usable.configuration();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (GatewayLog log = GatewayLog.open(configuration.log(), data, nowhere)) {
            Gateway gateway = Gateway.start(configuration, data, new KeyFiles(Map.of()), log.calls());
            nowhere.print(new Greeting(configuration, gateway, data)
                    .text(
                            new StartingPoint.Found.Usable(configuration, "a rehearsal", List.of(), List.of()),
                            new KeyFiles(Map.of()).madeNow()));
            new Rehearsal(gateway.port(), KEY).run(Duration.ofSeconds(seconds));
            gateway.drain();
        }
        return 0;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
