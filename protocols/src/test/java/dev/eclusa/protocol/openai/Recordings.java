package dev.eclusa.protocol.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded exchanges of this dialect, where they lie beside the checkout; tests that need them are skipped where not. */
final class Recordings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Set<String> APIS = Set.of("chat", "v1-chat", "tgi-chat");

    private Recordings() {}

    record Recording(String file, String provider, int status, JsonNode request, JsonNode response) {
        Optional<String> events() {
            if (response.has("sse")) {
                return Optional.of(response.path("sse").asString());
            }
            StringBuilder events = new StringBuilder();
            for (JsonNode chunk : response.path("chunks")) {
                String data = chunk.isString() ? chunk.asString() : chunk.toString();
                events.append("data: ").append(data).append("\n\n");
            }
            return events.isEmpty() ? Optional.empty() : Optional.of(events.toString());
        }

        /** The body as JSON; missing where none was recorded or it is no JSON. */
        JsonNode body() {
            JsonNode body = response.path("body");
            return body.isString() ? parse(body.asString()) : body;
        }
    }

    static Stream<Recording> all() {
        Optional<Path> found = directory();
        if (found.isEmpty()) {
            System.out.println("Skipped: no recorded exchanges beside this checkout.");
        }
        Assumptions.assumeTrue(found.isPresent(), "no recorded exchanges beside this checkout");
        Path directory = found.orElseThrow();
        List<Recording> recordings = new ArrayList<>();
        for (JsonNode row : read(directory.resolve("index.json"))) {
            String provider = row.path("provider").asString();
            boolean compatible =
                    !provider.equals("ollama") || row.path("api").asString().equals("v1-chat");
            if (compatible && APIS.contains(row.path("api").asString())) {
                JsonNode exchange = read(directory.resolve(row.path("file").asString()));
                recordings.add(new Recording(
                        row.path("file").asString(),
                        provider,
                        row.path("status").asInt(),
                        body(exchange.path("request").path("body")),
                        exchange.path("response")));
            }
        }
        return recordings.stream();
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (tools.jackson.core.JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    private static JsonNode body(JsonNode body) {
        return body.isString() ? parse(body.asString()) : body;
    }

    private static Optional<Path> directory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("../shared/corpus").normalize())
                .filter(path -> Files.isRegularFile(path.resolve("index.json")))
                .findFirst();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
