package dev.eclusa.router.library;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.json.JsonCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program's own providers behind an OpenAI-compatible door on loopback, so that they take the same path as all others:
 * breaker, fall-back, time-outs, accounts. The door's path holds a secret, so that nobody else on the machine finds it.
 */
final class OwnProviders {
    private static final System.Logger LOG = System.getLogger("eclusa.library");

    private final Map<String, LlmProvider> providers;
    private final Dialect dialect;
    private final String secret = UUID.randomUUID().toString();
    private final Vertx vertx;
    private final HttpServer server;

    /** Opens the door; waits until it is open. */
    OwnProviders(Vertx vertx, Dialect dialect, Map<String, LlmProvider> providers) {
        this.providers = Map.copyOf(providers);
        this.dialect = dialect;
        this.vertx = vertx;
        this.server = vertx.createHttpServer();
        server.requestHandler(this::take);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Base URLs by provider name. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        providers
                .keySet()
                .forEach(name -> addresses.put(
                        name, "http://127.0.0.1:" + server.actualPort() + "/" + secret + "/" + name + "/v1"));
        return addresses;
    }

    private void take(HttpServerRequest request) {
        String[] parts = String.valueOf(request.path()).split("/", 4);
        LlmProvider provider = parts.length == 4 && parts[1].equals(secret) ? providers.get(parts[2]) : null;
        if (provider == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body()
                .onSuccess(body -> Thread.ofVirtual().start(() -> {
                    Said said = said(provider, body.getBytes());
                    vertx.runOnContext(nothing -> write(request.response(), said));
                }));
    }

    /** What is to be sent. */
    private record Said(int status, String contentType, String body) {}

    private Said said(LlmProvider provider, byte[] body) {
        try {
            if (!provider.isAvailable()) {
                return error("the provider says that it is not available");
            }
            ChatRequest asked = dialect.requests().decode(RequestSource.of(body));
            LlmProvider.Completion completion = provider.invoke(LlmRequest.of(asked));
            return asked.stream()
                    ? new Said(200, "text/event-stream", streamed(completion))
                    : new Said(200, "application/json", JsonCodec.text(whole(completion)));
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.DEBUG, "A provider of the program failed", failed);
            return error("the provider failed: " + failed.getClass().getSimpleName());
        }
    }

    private static void write(HttpServerResponse response, Said said) {
        if (!response.closed()) {
            response.setStatusCode(said.status())
                    .putHeader("content-type", said.contentType())
                    .end(Buffer.buffer(said.body()));
        }
    }

    private static Said error(String message) {
        ObjectNode document = JsonCodec.object();
        document.putObject("error").put("message", message).put("type", "server_error");
        return new Said(503, "application/json", JsonCodec.text(document));
    }

    private static ObjectNode whole(LlmProvider.Completion completion) {
        return document("chat.completion", "message", completion);
    }

    private static String streamed(LlmProvider.Completion completion) {
        ObjectNode chunk = document("chat.completion.chunk", "delta", completion);
        return "data: " + JsonCodec.text(chunk) + "\n\ndata: [DONE]\n\n";
    }

    private static ObjectNode document(String object, String place, LlmProvider.Completion completion) {
        ObjectNode document = JsonCodec.object();
        document.put("id", "own");
        document.put("object", object);
        ObjectNode choice = document.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject(place).put("role", "assistant").put("content", completion.text());
        choice.put("finish_reason", "stop");
        usage(completion, document);
        return document;
    }

    private static void usage(LlmProvider.Completion completion, ObjectNode document) {
        if (completion.promptTokens().isPresent() && completion.outputTokens().isPresent()) {
            long prompt = completion.promptTokens().getAsLong();
            long output = completion.outputTokens().getAsLong();
            document.putObject("usage")
                    .put("prompt_tokens", prompt)
                    .put("completion_tokens", output)
                    .put("total_tokens", prompt + output);
        }
    }
}
