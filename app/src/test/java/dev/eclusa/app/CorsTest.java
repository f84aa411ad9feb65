package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of other origins call from a browser where the configuration lets them. */
class CorsTest {
    private static final String CHAT = "/v1/chat/completions";

    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider, String origins) {
        return TestGateway.of(data, """
                server: { port: 0%s }
                auth: { master_key: %s }
                providers: { a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k } }
                models: [ { name: m, deployments: [ { provider: a, model: x } ] } ]
                """.formatted(origins, TestGateway.MASTER, provider.port()));
    }

    private static Response preflight(TestGateway gateway, String origin) {
        return send(
                gateway,
                "OPTIONS",
                "",
                Map.of(
                        "Origin", origin,
                        "Access-Control-Request-Method", "POST",
                        "Access-Control-Request-Headers", "authorization,content-type"));
    }

    private static Response send(TestGateway gateway, String method, String body, Map<String, String> headers) {
        List<Header> all = headers.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request(method, CHAT, all, body).read();
        }
    }

    @Test
    void anOriginThatIsLetInIsAnsweredAndReadsWhatItAsked() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = gateway(provider, ", cors: { origins: [\"https://app.example.com\"] }")) {
            Response may = preflight(gateway, "https://app.example.com");
            assertThat(may.status()).isEqualTo(200);
            assertThat(may.header("access-control-allow-origin")).contains("https://app.example.com");
            assertThat(may.header("access-control-allow-headers")).contains("authorization,content-type");
            assertThat(may.header("access-control-allow-methods").orElse("")).contains("POST");
            Response answer = send(
                    gateway,
                    "POST",
                    BODY,
                    Map.of(
                            "Origin", "https://app.example.com",
                            "Authorization", "Bearer " + TestGateway.MASTER,
                            "Content-Type", "application/json"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("access-control-allow-origin")).contains("https://app.example.com");
            assertThat(answer.header("vary")).contains("Origin");
        }
    }

    @Test
    void refusalsCanBeReadToo() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, ", cors: { origins: [\"*\"] }")) {
            Response refused = send(gateway, "POST", BODY, Map.of("Origin", "http://any.where"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("access-control-allow-origin")).contains("*");
        }
    }

    @Test
    void anotherOriginIsToldNothing() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, ", cors: { origins: [\"https://app.example.com\"] }")) {
            Response other = preflight(gateway, "https://evil.example.com");
            assertThat(other.status()).isEqualTo(405);
            assertThat(other.header("access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    void withoutItNobodyIsLetIn() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, "")) {
            assertThat(preflight(gateway, "https://app.example.com").header("access-control-allow-origin"))
                    .isEmpty();
        }
    }
}
