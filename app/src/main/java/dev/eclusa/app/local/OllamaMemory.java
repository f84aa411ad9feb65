package dev.eclusa.app.local;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.LoadedModels;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Which models Ollama has in memory, by its {@code GET /api/ps} (its API documentation, November 2026). */
public final class OllamaMemory implements LoadedModels, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int LARGEST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public void ask(Target target, Consumer<Boolean> answer) {
        HttpRequest request =
                HttpRequest.newBuilder(list(target.endpoint())).timeout(LONGEST).build();
        client.sendAsync(request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST))
                .thenApply(response -> response.statusCode() != 200 || holds(response.body(), target.model()))
                .exceptionally(silent -> true)
                .thenAccept(answer);
    }

    private static URI list(Target.Endpoint endpoint) {
        String path = endpoint.callPath().replaceFirst("/api/[a-z]+$", "/api/ps");
        return URI.create(
                (endpoint.secure() ? "https://" : "http://") + endpoint.host() + ":" + endpoint.port() + path);
    }

    /** Whether the model is among those listed; true for anything that is no such list. */
    private static boolean holds(byte[] body, String model) {
        JsonNode models = JsonCodec.answer(body, 0, body.length).path("models");
        return !models.isArray()
                || models.valueStream()
                        .map(loaded -> loaded.path("name").asString(""))
                        .anyMatch(name -> name.equals(model) || name.equals(model + ":latest"));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
