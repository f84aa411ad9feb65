package dev.eclusa.app.doctor;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The configured port: free, or a gateway's that tells how it is, or somebody else's. */
final class RunningGateway {
    private static final String SUBJECT = "port";

    private final Configuration.Server server;
    private final Duration patience;

    RunningGateway(Configuration.Server server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    List<Finding> examine() {
        if (server.port() == 0) {
            return List.of(Finding.well(SUBJECT, "any that is free"));
        }
        String where = server.host() + ":" + server.port();
        if (isFree()) {
            return List.of(Finding.well(SUBJECT, where + " is free"));
        }
        return health().map(health -> running(where, health))
                .orElseGet(() -> List.of(Finding.problem(
                        SUBJECT,
                        where + " cannot be listened on: another program has it, or it is not this machine's",
                        "Stop that program, or choose another port with --port or server.port.")));
    }

    private boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(server.host(), server.port()));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private Optional<JsonNode> health() {
        String host = server.host().equals("0.0.0.0") ? "127.0.0.1" : server.host();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(patience).build()) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + "/health"))
                    .timeout(patience)
                    .build();
            byte[] body = client.send(asked, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .getBytes(StandardCharsets.UTF_8);
            JsonNode health = JsonCodec.answer(body, 0, body.length);
            return Optional.of(health).filter(told -> told.path("version").isString() && told.has("checks"));
        } catch (IOException | MalformedAnswer | IllegalArgumentException other) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<Finding> running(String where, JsonNode health) {
        List<Finding> findings = new ArrayList<>();
        String status = health.path("status").asString("");
        String what = "a gateway (" + health.path("version").asString("") + ") runs at " + where + " and is " + status;
        findings.add(
                status.equals("unhealthy")
                        ? Finding.problem(SUBJECT, what, "Read its log; GET /health tells which check fails.")
                        : Finding.well(SUBJECT, what));
        JsonNode breakers = health.path("checks").path("circuit_breakers");
        if (breakers.isObject()) {
            findings.add(breakers(breakers.path("open").asInt(0)));
        }
        return findings;
    }

    private static Finding breakers(int open) {
        return open == 0
                ? Finding.well("breakers", "none is open")
                : Finding.problem(
                        "breakers",
                        open + " open: those deployments get no calls until they have rested",
                        "GET /health/providers names them and why; correct the provider, they close by themselves.");
    }
}
