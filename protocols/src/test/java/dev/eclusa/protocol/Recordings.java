package dev.eclusa.protocol;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Recorded traffic of real providers, where a checkout has it in {@code ../shared/corpus} of some directory above. */
public final class Recordings {
    private final Path directory;

    private Recordings(Path directory) {
        this.directory = directory;
    }

    /** The recordings; empty, and said aloud, when there are none. */
    public static Optional<Recordings> find() {
        Optional<Path> found = Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        here -> here.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(here -> here.resolve("../shared/corpus").normalize())
                .filter(here -> Files.isRegularFile(here.resolve("index.json")))
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("Skipped: no recorded traffic in ../shared/corpus of any directory above.");
        }
        return found.map(Recordings::new);
    }

    /** The recordings whose row in the index matches. */
    public Stream<Recording> all(Predicate<JsonNode> matches) {
        return read("index.json")
                .valueStream()
                .filter(matches)
                .map(row -> new Recording(row, read(row.path("file").asString())));
    }

    private JsonNode read(String file) {
        try {
            byte[] bytes = Files.readAllBytes(directory.resolve(file));
            return JsonCodec.answer(bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * One exchange.
     *
     * @param row its row in the index
     * @param exchange what was recorded
     */
    public record Recording(JsonNode row, JsonNode exchange) {
        /** Its path under the corpus. */
        public String file() {
            return row.path("file").asString();
        }

        /** The provider's API. */
        public String api() {
            return row.path("api").asString("");
        }

        /** The answer's HTTP status. */
        public int status() {
            return exchange.path("response").path("status").asInt(0);
        }

        /** The request's JSON. */
        public JsonNode requestBody() {
            return exchange.path("request").path("body");
        }

        /** The request as a decoder takes it. */
        public RequestSource requestSource() {
            return RequestSource.of(JsonCodec.bytes(requestBody()));
        }

        /** Whether the answer is one document rather than a stream. */
        public boolean isDocument() {
            return exchange.path("response").path("body").isObject();
        }

        /** The answer's JSON. */
        public byte[] responseBytes() {
            return JsonCodec.bytes(exchange.path("response").path("body"));
        }

        /** Hands out the frames of a streamed answer. */
        public void frames(Consumer<Frame> sink) {
            JsonNode response = exchange.path("response");
            response.path("chunks").forEach(chunk -> sink.accept(Frame.of("", text(chunk))));
            byte[] bytes = response.path("sse").asString("").getBytes(StandardCharsets.UTF_8);
            FrameSplitter splitter = new FrameSplitter(true);
            splitter.feed(bytes, 0, bytes.length, (frame, from, to) -> sink.accept(frame));
            splitter.end((frame, from, to) -> sink.accept(frame));
        }

        /** Binary messages of a streamed answer: as recorded, or framed anew where only their payloads were. */
        public byte[] messages() {
            JsonNode response = exchange.path("response");
            if (response.path("body_base64").isString()) {
                return Base64.getDecoder().decode(response.path("body_base64").asString());
            }
            ByteSink out = new ByteSink(256);
            for (JsonNode chunk : response.path("chunks")) {
                JsonCodec.tree(new Json(text(chunk)))
                        .properties()
                        .forEach(event -> BinaryMessage.event(event.getKey(), JsonCodec.bytes(event.getValue()), out));
            }
            return out.take();
        }

        private static String text(JsonNode chunk) {
            return chunk.isString() ? chunk.asString() : JsonCodec.text(chunk);
        }
    }
}
