package dev.eclusa.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls of every dialect, whole and streamed, one after the other on some connections. */
final class Rehearsal {
    private static final int CONNECTIONS = 16;
    private static final String QUESTION = "Explain how a lock lifts a boat. ".repeat(27);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpRequest> calls;

    Rehearsal(int port, String key) {
        String address = "http://127.0.0.1:" + port;
        String turn =
                "\"messages\":[{\"role\":\"system\",\"content\":\"You are brief.\"},{\"role\":\"user\",\"content\":\""
                        + QUESTION + "\"}]";
        String user = "\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]";
        String gemini = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + QUESTION + "\"}]}]}";
        String model = "{\"model\":\"simulated\",\"temperature\":0.7,\"max_tokens\":256,";
        HttpRequest whole = post(address + "/v1/chat/completions", key, model + turn + "}");
        calls = List.of(
                whole,
                whole,
                whole,
                post(address + "/v1/chat/completions", key, model + "\"stream\":true," + turn + "}"),
                whole,
                post(address + "/v1/messages", key, model + user + "}"),
                post(address + "/v1/messages", key, model + "\"stream\":true," + user + "}"),
                post(address + "/v1beta/models/simulated:generateContent", key, gemini),
                post(address + "/v1beta/models/simulated:streamGenerateContent?alt=sse", key, gemini),
                post(address + "/api/chat", key, model + user + "}"),
                get(address + "/v1/models", key),
                get(address + "/ai/usage", key),
                get(address + "/health", key));
    }

    /** Calls until the time is over. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.submit(() -> callUntil(end));
            }
        }
        client.close();
    }

    private Void callUntil(long end) throws IOException, InterruptedException {
        for (int i = 0; System.nanoTime() < end; i++) {
            client.send(calls.get(i % calls.size()), HttpResponse.BodyHandlers.discarding());
        }
        return null;
    }

    private static HttpRequest post(String url, String key, String body) {
        return request(url, key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest get(String url, String key) {
        return request(url, key).build();
    }

    private static HttpRequest.Builder request(String url, String key) {
        return HttpRequest.newBuilder(URI.create(url)).header("authorization", "Bearer " + key);
    }
}
