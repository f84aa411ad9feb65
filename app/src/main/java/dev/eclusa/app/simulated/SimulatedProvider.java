package dev.eclusa.app.simulated;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eclusa.app.config.Configuration;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider that needs nothing: it listens on this machine, speaks OpenAI's chat completions and embeddings, and answers
 * every call with words that say it is simulated, or with made-up vectors. The same question gets the same answer.
 */
public final class SimulatedProvider implements AutoCloseable {
    private static final String LABEL = "[simulated] ";

    private final HttpServer server;
    private final Configuration.Simulated manner;
    private final AtomicLong calls = new AtomicLong();

    private SimulatedProvider(HttpServer server, Configuration.Simulated manner) {
        this.server = server;
        this.manner = manner;
    }

    /** Starts on a free port of the loopback, to answer as slowly and as badly as configured. */
    public static SimulatedProvider start(Configuration.Simulated manner) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            SimulatedProvider provider = new SimulatedProvider(server, manner);
            server.createContext("/", provider::answer);
            server.start();
            return provider;
        } catch (IOException failed) {
            throw new IllegalStateException("The simulated provider found no port on the loopback.", failed);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            pause(manner.latency());
            if (isToFail()) {
                fail(exchange);
                return;
            }
            JsonNode request = JsonCodec.request(body);
            if (exchange.getRequestURI().getPath().endsWith("/embeddings")) {
                send(exchange, SimulatedVectors.answer(request));
                return;
            }
            String asked = lastQuestion(request);
            String words = LABEL + "You said: " + (asked.length() > 200 ? asked.substring(0, 200) + "…" : asked);
            if (request.path("stream").asBoolean(false)) {
                stream(exchange, request, words);
            } else {
                whole(exchange, request, words);
            }
        }
    }

    /** Spreads failures evenly: with a rate of 0.25 every fourth call fails. */
    private boolean isToFail() {
        BigDecimal call = BigDecimal.valueOf(calls.incrementAndGet());
        BigDecimal before = call.subtract(BigDecimal.ONE).multiply(manner.errorRate());
        return call.multiply(manner.errorRate()).toBigInteger().compareTo(before.toBigInteger()) > 0;
    }

    private static void fail(HttpExchange exchange) throws IOException {
        ObjectNode answer = JsonCodec.object();
        answer.putObject("error")
                .put("message", LABEL + "This failure was asked for by error_rate.")
                .put("type", "server_error");
        byte[] bytes = JsonCodec.bytes(answer);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(500, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The pause before the next of a stream's words, a token each. */
    private Duration betweenWords() {
        return manner.tokenRate().signum() <= 0
                ? Duration.ZERO
                : Duration.ofNanos(BigDecimal.valueOf(1_000_000_000L)
                        .divide(manner.tokenRate(), RoundingMode.HALF_UP)
                        .longValue());
    }

    private static void pause(Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("The simulated provider is stopping.", stopped);
        }
    }

    private static String lastQuestion(JsonNode request) {
        JsonNode messages = request.path("messages");
        JsonNode content = messages.path(messages.size() - 1).path("content");
        return content.isArray() ? content.path(0).path("text").asString("") : content.asString("");
    }

    private static void whole(HttpExchange exchange, JsonNode request, String words) throws IOException {
        ObjectNode answer = envelope("chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", words);
        choice.put("finish_reason", "stop");
        answer.set("usage", usage(request, words));
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, ObjectNode answer) throws IOException {
        byte[] bytes = JsonCodec.bytes(answer);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void stream(HttpExchange exchange, JsonNode request, String words) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        delta(out, "role", "assistant");
        for (String word : words.split("(?<= )")) {
            pause(betweenWords());
            delta(out, "content", word);
        }
        ObjectNode last = envelope("chat.completion.chunk");
        ObjectNode choice = last.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop").putObject("delta");
        event(out, last);
        ObjectNode figures = envelope("chat.completion.chunk");
        figures.putArray("choices");
        figures.set("usage", usage(request, words));
        event(out, figures);
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void delta(OutputStream out, String field, String text) throws IOException {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0).putNull("finish_reason").putObject("delta").put(field, text);
        event(out, chunk);
    }

    private static void event(OutputStream out, ObjectNode event) throws IOException {
        out.write(("data: " + JsonCodec.text(event) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ObjectNode envelope(String object) {
        ObjectNode envelope = JsonCodec.object();
        envelope.put("id", "chatcmpl-simulated");
        envelope.put("object", object);
        envelope.put("created", 0);
        envelope.put("model", "simulated");
        return envelope;
    }

    /** Four characters a token: a plain rule, so that figures can be foretold. */
    private static ObjectNode usage(JsonNode request, String words) {
        long prompt = Math.max(1, JsonCodec.text(request.path("messages")).length() / 4);
        long completion = Math.max(1, words.length() / 4);
        ObjectNode usage = JsonCodec.object();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", prompt + completion);
        return usage;
    }
}
