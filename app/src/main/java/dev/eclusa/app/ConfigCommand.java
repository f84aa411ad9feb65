package dev.eclusa.app;

import dev.eclusa.app.config.ConfigurationLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eclusa config check}: reads a configuration file and says everything that is wrong with it. */
@Command(
        name = "config",
        description = "Check a configuration file.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    @Command(name = "check", description = "Say everything that is wrong with a file.", mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Option(names = "--config", description = "The file (default: ${DEFAULT-VALUE}).")
        private Path config = Path.of("eclusa.yaml");

        @Override
        public Integer call() {
            return switch (new ConfigurationLoader(System.getenv()).load(config)) {
                case ConfigurationLoader.Result.Loaded loaded -> {
                    System.out.println(config + " is right: "
                            + loaded.configuration().providers().size() + " providers, "
                            + loaded.configuration().models().size() + " models.");
                    yield 0;
                }
                case ConfigurationLoader.Result.Rejected rejected -> {
                    rejected.problems().forEach(problem -> System.err.println(problem));
                    yield 2;
                }
            };
        }
    }
}
