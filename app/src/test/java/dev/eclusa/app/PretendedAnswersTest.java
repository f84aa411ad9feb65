package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LiteLLM's {@code mock_response}: for keys that may, and for them without a provider and without cost. */
class PretendedAnswersTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.dropIn(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers: { a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k } }
                models: [ { name: m, deployments: [ { provider: a, model: x, price: { input: 1, output: 2 } } ] } ]
                """.formatted(TestGateway.MASTER, provider.port()));
    }

    private static String key(TestGateway gateway) {
        Response made = gateway.post(
                "/key/generate",
                "{\"metadata\":{\"allow_client_mock_response\":true}}",
                "Authorization",
                "Bearer " + TestGateway.MASTER);
        return JsonCodec.answer(made.body(), 0, made.body().length).path("key").asString();
    }

    private static Response call(TestGateway gateway, String key, String said, String more) {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"mock_response\":\"" + said
                        + "\"" + more + "}",
                "Authorization",
                "Bearer " + key);
    }

    @Test
    void aKeyThatMayIsAnsweredItsOwnWords() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway);
            assertThat(call(gateway, key, "canned", "").text()).contains("\"content\":\"canned\"");
            Response stream = call(gateway, key, "canned words", ",\"stream\":true");
            assertThat(stream.text()).contains("canned words").endsWith("data: [DONE]\n\n");
            List<CallRow> rows = gateway.rows();
            assertThat(rows).hasSize(2).allSatisfy(row -> {
                assertThat(row.cost()).contains(Cost.ZERO);
                assertThat(row.attempts()).isEmpty();
            });
            provider.verify();
        }
    }

    @Test
    void failuresArePretendedToo() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway);
            Response limited = call(gateway, key, "litellm.RateLimitError", "");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.text()).contains("throttling_error");
            assertThat(call(gateway, key, "litellm.ContextWindowExceededError", "")
                            .status())
                    .isEqualTo(400);
            assertThat(call(gateway, key, "litellm.InternalServerError", "").status())
                    .isEqualTo(500);
            provider.verify();
        }
    }

    @Test
    void nobodyElseIsBelieved() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                TestGateway gateway = gateway(provider)) {
            assertThat(call(gateway, TestGateway.MASTER, "canned", "").text()).doesNotContain("canned");
            assertThat(provider.requests().getFirst().bodyText()).doesNotContain("mock_response");
            provider.verify();
        }
    }
}
