package dev.eclusa.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recorded traffic of real providers, where a checkout has it beside it. Tests that use it pass without it: they ask
 * {@link #find()} and have nothing to do when it is empty.
 */
public final class Corpus {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path directory;
    private final List<CorpusEntry> entries;

    private Corpus(Path directory) {
        this.directory = directory;
        this.entries = JSON.readTree(directory.resolve("index.json"))
                .valueStream()
                .map(RecordedJson::entry)
                .toList();
    }

    /**
     * The corpus in the directory the system property {@code eclusa.corpus} names, else in {@code shared/corpus} beside the
     * working directory or any directory above it.
     */
    public static Optional<Corpus> find() {
        return Optional.ofNullable(System.getProperty("eclusa.corpus"))
                .map(Path::of)
                .or(Corpus::besideOrAbove)
                .filter(directory -> Files.isRegularFile(directory.resolve("index.json")))
                .map(Corpus::new);
    }

    /** Every row of the index. */
    public List<CorpusEntry> entries() {
        return entries;
    }

    /** Reads the exchange of a row. */
    public Exchange exchange(CorpusEntry entry) {
        return RecordedJson.exchange(entry, JSON.readTree(directory.resolve(entry.file())));
    }

    /** The exchanges whose rows match, read one by one as the stream goes on. */
    public Stream<Exchange> exchanges(Predicate<CorpusEntry> matches) {
        return entries.stream().filter(matches).map(this::exchange);
    }

    /** A top-level text field of a JSON document; empty where there is none or it is no JSON. */
    static Optional<String> text(String json, String field) {
        try {
            return JSON.readTree(json).path(field).stringValueOpt();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static String write(JsonNode node) {
        return JSON.writeValueAsString(node);
    }

    private static Optional<Path> besideOrAbove() {
        return Stream.iterate(Optional.of(Path.of("").toAbsolutePath()), Optional::isPresent, Corpus::parent)
                .flatMap(Optional::stream)
                .map(directory -> directory.resolve("../shared/corpus").normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Optional<Path> parent(Optional<Path> directory) {
        return directory.map(Path::getParent);
    }
}
