package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every named limit, set in the configuration, holds where it is set. */
class NamedLimitsTest {
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final List<Header> MASTER =
            Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Content-Type", "application/json");

    @TempDir
    Path data;

    private TestGateway limited(String limits, ScriptedProvider provider) {
        return TestGateway.of(data, """
                server: { port: 0, event_loops: 1, limits: { %s } }
                auth: { master_key: %s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: upstream-secret }
                models:
                  - { name: m, deployments: [ { provider: p, model: real, price: { input: 1, output: 2 } } ] }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(limits, TestGateway.MASTER, provider.port()));
    }

    @Test
    void jsonDepth() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = limited("json_depth: 10", provider)) {
            assertThat(gateway.chat(nested(9)).status()).isEqualTo(200);
            Response refused = gateway.chat(nested(10));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("nested deeper than 10");
            provider.verify();
        }
    }

    private static String nested(int levels) {
        return CHAT.replaceFirst("}$", ",\"x\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
    }

    @Test
    void anEventOfAStream() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(Chunks.text("first"), Chunks.text("x".repeat(1 << 20)), Chunks.done()));
                TestGateway gateway = limited("event_mb: 1", provider)) {
            Response broken = gateway.chat(STREAM);
            assertThat(broken.text())
                    .contains("first")
                    .contains("larger than the limit")
                    .doesNotContain("xxx");
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.INCOMPLETE);
        }
    }

    @Test
    void aWholeAnswer() {
        String large = Chunks.ANSWER.replace("Hi", "x".repeat(1 << 20));
        for (String body : List.of(CHAT, STREAM)) {
            try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(large));
                    TestGateway gateway = limited("answer_mb: 1", provider)) {
                Response refused = gateway.chat(body);
                assertThat(refused.status()).isEqualTo(502);
                assertThat(refused.text()).contains("larger than the limit");
            }
        }
    }

    @Test
    void whatIsKeptOfAnErrorBody() {
        String error = "{\"error\":{\"message\":\"" + "y".repeat(3000) + "\"}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(400, error));
                TestGateway gateway = limited("error_body_kb: 1", provider)) {
            Response refused = gateway.chat(CHAT);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body().length).isLessThan(2000);
        }
    }

    @Test
    void streamsAtATime() throws Exception {
        Gate hold = new Gate();
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(Reply.sse(
                                Chunks.text("held"), Step.await(hold), Chunks.text("on"), Chunks.stop(), Chunks.done()))
                        .reply(Reply.sse(Chunks.text("next"), Chunks.stop(), Chunks.done()));
                TestGateway gateway = limited("streams: 1", provider);
                RawClient first = RawClient.connect(gateway.port())) {
            first.request("POST", "/v1/chat/completions", MASTER, STREAM).readHead();
            Response refused = gateway.chat(STREAM);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("1");
            assertThat(refused.text()).contains("overloaded");
            hold.open();
            first.readUntil("[DONE]");
            assertThat(gateway.chat(STREAM).text()).contains("next");
            provider.verify();
        }
    }

    @Test
    void connectionsAtATime() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = limited("connections: 1", provider)) {
            try (RawClient first = RawClient.connect(gateway.port())) {
                assertThat(first.get("/health", "").read().status()).isEqualTo(200);
                Response refused = gateway.get("/health", "");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("retry-after")).contains("1");
            }
            long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (gateway.get("/health", "").status() != 200) {
                assertThat(System.nanoTime()).isLessThan(latest);
            }
        }
    }

    @Test
    void aClientThatTakesNothing() throws Exception {
        Step[] steps = new Step[400];
        java.util.Arrays.setAll(steps, i -> Chunks.text("x".repeat(64 << 10)));
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.sse(steps));
                TestGateway gateway = limited("slow_client: 1s", provider);
                RawClient idle = RawClient.connect(gateway.port(), 4096)) {
            idle.request("POST", "/v1/chat/completions", MASTER, STREAM).readHead();
            long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (gateway.rows().isEmpty() || gateway.rows().getFirst().outcome() != Outcome.CANCELLED) {
                assertThat(System.nanoTime()).isLessThan(latest);
            }
        }
    }
}
