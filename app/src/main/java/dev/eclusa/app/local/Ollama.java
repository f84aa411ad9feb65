package dev.eclusa.app.local;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An Ollama server's own API, as far as models are looked after (its documentation, November 2026). Waits. */
public final class Ollama implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(150);

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The server at a base URL. */
    public Ollama(String baseUrl) {
        this.url = baseUrl.replaceFirst("/+$", "");
    }

    /** The server of a provider. */
    public static Ollama of(Configuration.Provider provider) {
        return new Ollama(provider.baseUrl());
    }

    /**
     * A model on its disk.
     *
     * @param size bytes; 0 when not told
     */
    public record Installed(String name, long size) {}

    /**
     * How a model answered.
     *
     * @param trouble what went wrong; empty when it answered
     */
    public record Health(String model, long latencyMillis, String trouble) {
        /** Whether it answered. */
        public boolean isWell() {
            return trouble.isEmpty();
        }
    }

    /** Hears how far a pull is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A step goes on.
         *
         * @param step what Ollama calls it
         * @param total bytes of it; 0 when it has none
         */
        void at(String step, long completed, long total);
    }

    /** Where it is. */
    public String address() {
        return url;
    }

    /**
     * Every model on its disk.
     *
     * @throws IOException when it does not say
     */
    public List<Installed> installed() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/api/tags"))
                        .timeout(TO_CONNECT)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        List<Installed> models = new ArrayList<>();
        json(answer.statusCode(), answer.body())
                .path("models")
                .forEach(model -> models.add(new Installed(
                        model.path("name").asString(""), model.path("size").asLong(0))));
        return models;
    }

    /** Has a model say one token, loading it first where it must be. */
    public Health test(String model) throws InterruptedException {
        ObjectNode body = JsonCodec.object();
        body.put("model", model);
        body.put("stream", false);
        body.putObject("options").put("num_predict", 1);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = client.send(
                    post("/api/chat", body).timeout(TO_ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = json(answer.statusCode(), answer.body());
            String trouble = said.has("message") ? "" : "it answers without a message";
            return new Health(model, millisSince(began), trouble);
        } catch (IOException failed) {
            return new Health(model, millisSince(began), String.valueOf(failed.getMessage()));
        }
    }

    /**
     * Fetches a model.
     *
     * @throws IOException when that fails; the message says why
     */
    public void pull(String model, Progress progress) throws IOException, InterruptedException {
        ObjectNode body = JsonCodec.object();
        body.put("model", model);
        body.put("stream", true);
        HttpResponse<InputStream> answer =
                client.send(post("/api/pull", body).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode step = json(answer.statusCode(), line.getBytes(StandardCharsets.UTF_8));
                last = step.path("status").asString("");
                progress.at(
                        last,
                        step.path("completed").asLong(0),
                        step.path("total").asLong(0));
            }
            if (!last.equals("success")) {
                throw new IOException("it stopped before the model was there");
            }
        }
    }

    private HttpRequest.Builder post(String path, ObjectNode body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonCodec.text(body)));
    }

    private static JsonNode json(int status, byte[] body) throws IOException {
        try {
            JsonNode read = JsonCodec.answer(body, 0, body.length);
            if (read.has("error")) {
                throw new IOException(read.path("error").asString("it reports an error"));
            }
            if (status == 200) {
                return read;
            }
        } catch (MalformedAnswer unreadable) {
            throw new IOException("it answers with something that is not Ollama's (status " + status + ")", unreadable);
        }
        throw new IOException("it answers with status " + status);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
