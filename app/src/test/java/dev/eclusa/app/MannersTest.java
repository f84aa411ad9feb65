package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done as LiteLLM does it where the configuration asks for it, and not otherwise. */
class MannersTest {
    private static final Reply WELL = Reply.json(Chunks.ANSWER);
    private static final Reply BUSY = Reply.json(503, "{\"error\":{\"message\":\"busy\"}}");

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider p, ScriptedProvider q, String server) {
        return TestGateway.of(data, """
                server: { port: 0%s }
                auth: { master_key: %s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                  q: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - { name: m, deployments: [ { provider: p, model: x, price: { input: 1, output: 2 } } ], fallbacks: [n] }
                  - { name: n, deployments: [ { provider: q, model: y, price: { input: 1, output: 2 } } ] }
                """.formatted(server, TestGateway.MASTER, p.port(), q.port()));
    }

    private static final String LITELLM = ", litellm: true, restamp_model: true";

    private static String chat(String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    @Test
    void answersCarryTheNameThatWasAskedForAndAllElseAsItCame() {
        try (ScriptedProvider p = ScriptedProvider.expecting(2).always(WELL);
                ScriptedProvider q = ScriptedProvider.expecting(0)) {
            try (TestGateway gateway = gateway(p, q, LITELLM)) {
                assertThat(gateway.chat(chat("")).text())
                        .contains("\"model\":\"m\"")
                        .contains("\"never_heard_of\":{\"x\":[1, 2]}")
                        .doesNotContain("real-model-2026");
            }
            try (TestGateway gateway = gateway(p, q, "")) {
                Response answer = gateway.chat(chat(""));
                assertThat(answer.text()).contains("\"model\":\"real-model-2026\"");
                assertThat(answer.header("x-litellm-model-group")).isEmpty();
            }
        }
    }

    @Test
    void streamsDoSoTooInEveryChunk() {
        Reply stream = Reply.sse(
                Chunks.role(),
                Chunks.text("a \\\"model\\\" {"),
                Step.send(": ping\n\n"),
                Chunks.text("}"),
                Chunks.stop(),
                Chunks.done());
        try (ScriptedProvider p = ScriptedProvider.expecting(1).reply(stream);
                ScriptedProvider q = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(p, q, LITELLM)) {
            String text = gateway.chat(chat(",\"stream\":true")).text();
            assertThat(text.split("\"model\":\"m\"", -1)).hasSize(5);
            assertThat(text)
                    .doesNotContain("real-model-2026")
                    .contains("a \\\"model\\\" {")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void itsFieldsAreUnderstoodAndReachNoProvider() {
        try (ScriptedProvider p = ScriptedProvider.expecting(2).always(BUSY);
                ScriptedProvider q = ScriptedProvider.expecting(1).always(WELL);
                TestGateway gateway = gateway(p, q, LITELLM)) {
            Response fellBack = gateway.chat(chat(
                    ",\"num_retries\":0,\"fallbacks\":[{\"model\":\"n\"}],\"cache\":{\"no-cache\":true},\"top_k\":3"));
            assertThat(fellBack.status()).isEqualTo(200);
            assertThat(fellBack.header("x-litellm-attempted-fallbacks")).contains("1");
            assertThat(fellBack.header("x-litellm-model-group")).contains("n");
            assertThat(fellBack.header("x-litellm-response-cost")).isPresent();
            assertThat(q.requests().getFirst().bodyText())
                    .contains("\"top_k\":3")
                    .doesNotContain("num_retries")
                    .doesNotContain("fallbacks")
                    .doesNotContain("no-cache");
            assertThat(gateway.chat(chat(",\"disable_fallbacks\":true,\"num_retries\":0"))
                            .status())
                    .isEqualTo(503);
            p.verify();
            q.verify();
        }
    }

    @Test
    void withoutThemAFieldOfThatNameGoesToTheProvider() {
        try (ScriptedProvider p = ScriptedProvider.expecting(1).always(WELL);
                ScriptedProvider q = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(p, q, "")) {
            gateway.chat(chat(",\"num_retries\":0"));
            assertThat(p.requests().getFirst().bodyText()).contains("\"num_retries\":0");
        }
    }

    @Test
    void itsTimeOutIsInSeconds() {
        try (ScriptedProvider p = ScriptedProvider.expecting(1).always(new Reply.Silent());
                ScriptedProvider q = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(p, q, LITELLM)) {
            long began = System.nanoTime();
            assertThat(gateway.chat(chat(",\"timeout\":0.3,\"disable_fallbacks\":true"))
                            .status())
                    .isEqualTo(408);
            assertThat((System.nanoTime() - began) / 1_000_000).isBetween(250L, 5_000L);
        }
    }

    @Test
    void itsClientsSayHowLongAnAnswerOfAnthropicsFormMayBe() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (ScriptedProvider p = ScriptedProvider.expecting(1).always(WELL);
                ScriptedProvider q = ScriptedProvider.expecting(0)) {
            try (TestGateway gateway = gateway(p, q, LITELLM)) {
                Response refused = gateway.post("/v1/messages", body, "Authorization", "Bearer " + TestGateway.MASTER);
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.text()).contains("\"invalid_request_error\"").contains("max_tokens");
            }
            try (TestGateway gateway = gateway(p, q, "")) {
                assertThat(gateway.post("/v1/messages", body, "Authorization", "Bearer " + TestGateway.MASTER)
                                .status())
                        .isEqualTo(200);
            }
            p.verify();
        }
    }
}
