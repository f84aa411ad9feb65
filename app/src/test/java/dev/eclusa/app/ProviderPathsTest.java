package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's own API below its name: what is read there is accounted like every call, the rest is passed on. */
class ProviderPathsTest {
    private static final String BEARER = "Bearer " + TestGateway.MASTER;
    private static final String LIMITED = "sk-limited-to-one-model";
    private static final String CHAT = "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";
    private static final String ANSWER = "{ \"id\":\"c\", \"object\":\"chat.completion\",\"model\":\"gpt-2026\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500},\"odd\":1.0 }";

    @TempDir
    Path data;

    private String configuration(int port) {
        return """
                server: { port: 0 }
                auth:
                  master_key: %1$s
                  keys: [ { name: limited, key: %3$s, models: [gpt, claude] } ]
                providers:
                  openai: { base_url: "http://127.0.0.1:%2$d", api_key: upstream-secret }
                  claude: { preset: anthropic, base_url: "http://127.0.0.1:%2$d/v1", api_key: upstream-secret }
                  gemini: { base_url: "http://127.0.0.1:%2$d", api_key: upstream-secret }
                  mistral: { base_url: "http://127.0.0.1:%2$d" }
                models:
                  - name: mine
                    deployments:
                      - { provider: openai, model: gpt, price: { input: 1, output: 2 } }
                      - { provider: claude, model: claude-x }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, port, LIMITED);
    }

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.of(data, configuration(provider.port()));
    }

    private static Response post(TestGateway gateway, String path, String key, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + key);
    }

    @Test
    void aChatIsReadAndPricedAndItsBytesStayAsTheyAre() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                TestGateway gateway = gateway(provider)) {
            String body = CHAT.formatted(", \"unheard_of\" : { }");
            Response answer = post(gateway, "/openai/v1/chat/completions", TestGateway.MASTER, body);

            assertThat(answer.text()).isEqualTo(ANSWER);
            assertThat(answer.header("x-eclusa-cost")).contains("0.002");
            Received sent = provider.requests().getFirst();
            assertThat(sent.target()).isEqualTo("/v1/chat/completions");
            assertThat(sent.bodyText()).isEqualTo(body);
            assertThat(sent.header("authorization")).contains("Bearer upstream-secret");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/openai/v1/chat/completions");
            assertThat(row.provider()).isEqualTo("openai");
            assertThat(row.model()).isEqualTo("gpt");
            assertThat(row.usage().total()).isEqualTo(1500);
            assertThat(row.cost()).contains(new Cost(2_000_000));
        }
    }

    @Test
    void aStreamIsReadAndPriced() {
        String chunk = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";
        String usage = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(Step.data(chunk), Step.data(usage), Step.data("[DONE]")));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(
                    gateway,
                    "/openai/chat/completions",
                    TestGateway.MASTER,
                    CHAT.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
            assertThat(answer.text()).isEqualTo("data: " + chunk + "\n\ndata: " + usage + "\n\ndata: [DONE]\n\n");
            assertThat(gateway.rows().getFirst().cost()).contains(new Cost(2_000_000));
        }
    }

    @Test
    void anthropicsAndGeminisCallsAreReadToo() {
        String claude = "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}";
        String gemini = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"ok\"}]},"
                + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":2,"
                + "\"totalTokenCount\":7}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).reply(Reply.json(claude), Reply.json(gemini));
                TestGateway gateway = gateway(provider)) {
            Response first = gateway.post(
                    "/anthropic/v1/messages",
                    "{\"model\":\"claude-x\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    "x-api-key",
                    TestGateway.MASTER);
            assertThat(first.text()).isEqualTo(claude);
            assertThat(provider.requests().getFirst().header("x-api-key")).contains("upstream-secret");
            Response second = gateway.post(
                    "/gemini/v1beta/models/flash:generateContent?key=" + TestGateway.MASTER,
                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}");
            assertThat(second.text()).isEqualTo(gemini);
            assertThat(provider.requests().getLast().target()).isEqualTo("/v1beta/models/flash:generateContent");
            assertThat(gateway.rows()).extracting(row -> row.usage().total()).containsExactly(7L, 10L);
            assertThat(gateway.rows().getFirst().begin().endpoint())
                    .isEqualTo("/gemini/v1beta/models/{model}:generateContent");
        }
    }

    @Test
    void whatIsNotReadGoesOnWithTheProvidersCredential() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3).always(Reply.json("{\"id\":\"file\"}"));
                TestGateway gateway = gateway(provider)) {
            assertThat(gateway.get("/openai/v1/files?limit=2", TestGateway.MASTER)
                            .text())
                    .isEqualTo("{\"id\":\"file\"}");
            Received sent = provider.requests().getFirst();
            assertThat(sent.target()).isEqualTo("/v1/files?limit=2");
            assertThat(sent.header("authorization")).contains("Bearer upstream-secret");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/openai/*");
            assertThat(row.provider()).isEqualTo("openai");
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.cost()).isEmpty();
            gateway.get("/openai/files", TestGateway.MASTER);
            assertThat(provider.requests().get(1).target()).isEqualTo("/v1/files");
            gateway.get("/claude/v1/models", TestGateway.MASTER);
            assertThat(provider.requests().get(2).target()).isEqualTo("/v1/models");
            assertThat(provider.requests().get(2).header("anthropic-version")).isPresent();
            assertThat(gateway.get("/openai/v1/files/../../x", TestGateway.MASTER)
                            .status())
                    .isEqualTo(400);
            provider.verify();
        }
    }

    @Test
    void aKeysModelsHoldUnderThePlainAndTheWholeName() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, "/openai/v1/chat/completions", LIMITED, CHAT.formatted(""))
                            .status())
                    .isEqualTo(200);
            Response refused = post(
                    gateway,
                    "/openai/v1/chat/completions",
                    LIMITED,
                    CHAT.formatted("").replace("\"gpt\"", "\"o-huge\""));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(post(gateway, "/openai/v1/fine_tuning/jobs", LIMITED, "{\"model\":\"o-huge\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(post(gateway, "/openai/v1/chat/completions", "sk-none", CHAT.formatted(""))
                            .status())
                    .isEqualTo(401);
            assertThat(post(gateway, "/openai/v1/chat/completions", TestGateway.MASTER, "{\"model\":\"gpt\"}")
                            .status())
                    .isEqualTo(400);
            provider.verify();
        }
    }

    @Test
    void whatLimitsAModelLimitsItBelowItsProviderToo() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(ANSWER));
                TestGateway gateway = gateway(provider)) {
            String key = Managing.key(gateway, "{\"model_rpm_limit\":{\"gpt\":1}}");
            String path = "/openai/v1/chat/completions";
            assertThat(post(gateway, path, key, CHAT.formatted("")).status()).isEqualTo(200);
            assertThat(post(gateway, path, key, CHAT.formatted("")).status()).isEqualTo(429);
            assertThat(post(gateway, "/openai/v1/batches", key, "{\"model\":\"gpt\"}")
                            .status())
                    .isEqualTo(429);
            provider.verify();
        }
    }

    @Test
    void whatIsNotConfiguredIsSaidInTheDialectOfThePath() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            Response keyless = gateway.get("/mistral/v1/models", TestGateway.MASTER);
            assertThat(keyless.status()).isEqualTo(502);
            assertThat(keyless.text()).contains("MISTRAL_API_KEY").contains("'mistral'");
            Response absent = gateway.get("/groq/v1/models", TestGateway.MASTER);
            assertThat(absent.status()).isEqualTo(404);
            assertThat(absent.text()).contains("'groq'").contains("providers");
            assertThat(gateway.get("/mistral/v1/models", "sk-unknown").status()).isEqualTo(401);
            Response unknown = gateway.get("/anthropic/v1/files", "sk-unknown");
            assertThat(JsonCodec.answer(unknown.body(), 0, unknown.body().length)
                            .path("type")
                            .asString())
                    .isEqualTo("error");
            provider.verify();
        }
    }

    @Test
    void theyCanBeTurnedOff() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.of(
                        data,
                        configuration(provider.port())
                                .replace("server: { port: 0 }", "server: { port: 0, provider_paths: false }"));
                RawClient client = RawClient.connect(gateway.port())) {
            assertThat(client.request("GET", "/openai/v1/files", Header.list("Authorization", BEARER), "")
                            .read()
                            .status())
                    .isEqualTo(404);
        }
    }
}
