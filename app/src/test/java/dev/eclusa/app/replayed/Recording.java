package dev.eclusa.app.replayed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recording: a configuration of LiteLLM's, the exchanges in order, and the calls in between that were not recorded.
 *
 * @param preparations by the exchange they came before
 */
record Recording(Path configuration, List<Exchange> exchanges, Map<String, List<Preparation>> preparations) {
    /** The master key of every configuration. */
    static final String MASTER = "sk-1234";

    /** The day LiteLLM was recorded. Dates in requests are moved by as many days as have gone by. */
    static final LocalDate RECORDED_ON = LocalDate.of(2026, 11, 21);

    static Recording in(Path directory) throws IOException {
        List<Exchange> exchanges;
        try (Stream<String> lines = Files.lines(directory.resolve("exchanges.jsonl"))) {
            exchanges = lines.filter(line -> !line.isBlank())
                    .map(line -> Exchange.of(Json.read(line).orElseThrow()))
                    .toList();
        }
        Map<String, List<Preparation>> preparations = Json.read(Files.readString(directory.resolve("setup.json")))
                .orElseThrow()
                .valueStream()
                .map(Preparation::of)
                .collect(Collectors.groupingBy(Preparation::before));
        return new Recording(directory.resolve("config.yaml"), exchanges, preparations);
    }

    /** LiteLLM's, where it lies beside this checkout. */
    static Optional<Path> ofLitellm() {
        return Stream.iterate(Optional.of(Path.of("").toAbsolutePath()), Optional::isPresent, Recording::parent)
                .flatMap(Optional::stream)
                .map(directory -> directory.resolve("../shared/data/litellm").normalize())
                .filter(directory -> Files.isRegularFile(directory.resolve("exchanges.jsonl")))
                .findFirst();
    }

    private static Optional<Path> parent(Optional<Path> directory) {
        return directory.map(Path::getParent);
    }

    List<Preparation> before(Exchange exchange) {
        return preparations.getOrDefault(exchange.id(), List.of());
    }

    /** Those of some groups, or of all others. */
    List<Exchange> of(Settings settings) {
        return exchanges.stream()
                .filter(exchange -> Settings.of(exchange.group()) == settings)
                .toList();
    }
}
