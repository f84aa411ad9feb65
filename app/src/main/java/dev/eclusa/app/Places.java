package dev.eclusa.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command finds the configuration and the gateway's state; the same on every command. */
final class Places {
    private static final Path USUAL = Path.of("eclusa.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file (default: eclusa.yaml where there is one).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the gateway's state (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    /** The file to read: the one that was named, or the usual one where it exists. */
    Optional<Path> file() {
        return config.isPresent() ? config : Optional.of(USUAL).filter(Files::exists);
    }

    /** The file to write or to complain about. */
    Path named() {
        return config.orElse(USUAL);
    }

    /** The directory of the gateway's state. */
    Path data() {
        return data;
    }
}
