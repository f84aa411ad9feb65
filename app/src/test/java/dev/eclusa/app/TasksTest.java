package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is asked of models beside chat, on OpenAI's paths: passed on as it is, routed, limited and accounted like a chat. */
class TasksTest {
    private static final String EMBEDDED = "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
            + "\"embedding\":[0.1,0.2]}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":1000,\"total_tokens\":1000},\"new\":[1, 2]}";

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %1$s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%2$d", api_key: k }
                  c: { preset: anthropic, base_url: "http://127.0.0.1:%2$d", api_key: k }
                models:
                  - { name: embed, deployments: [ { provider: p, model: e, price: { input: 0.02, output: 0 } } ] }
                  - name: both
                    deployments:
                      - { provider: c, model: claude, order: 0 }
                      - { provider: p, model: e, order: 1 }
                  - { name: claude, deployments: [ { provider: c, model: claude } ] }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, provider.port()));
    }

    private static Response post(TestGateway gateway, String path, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + TestGateway.MASTER);
    }

    private static JsonNode json(Response response) {
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    @Test
    void embeddingsArePassedOnAndCostWhatTheirPromptCosts() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(EMBEDDED));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(
                    gateway,
                    "/v1/embeddings",
                    "{\"model\":\"embed\",\"input\":[\"a\",\"b\"],\"unheard_of\":{\"x\":1}}");
            assertThat(answer.text()).contains("\"new\":[1, 2]").contains("\"cost\":0.00002");
            assertThat(answer.header("x-eclusa-cost")).contains("0.00002");
            assertThat(provider.requests().getFirst().path()).isEqualTo("/v1/embeddings");
            assertThat(provider.requests().getFirst().bodyText())
                    .contains("\"unheard_of\":{\"x\":1}")
                    .contains("\"model\":\"e\"");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/v1/embeddings");
            assertThat(row.cost()).contains(new Cost(20_000));
            assertThat(row.usage().output()).isZero();
        }
    }

    @Test
    void aProviderOfAnotherDialectIsLeftOutAndSaidSo() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(EMBEDDED));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, "/v1/embeddings", "{\"model\":\"both\",\"input\":\"a\"}")
                            .header("x-eclusa-provider"))
                    .contains("p");
            Response nobody = post(gateway, "/v1/embeddings", "{\"model\":\"claude\",\"input\":\"a\"}");
            assertThat(nobody.status()).isEqualTo(400);
            assertThat(nobody.text()).contains("c/claude").contains("cannot be translated");
            provider.verify();
        }
    }

    @Test
    void olderCompletionsAreStreamedAsTheyCome() throws Exception {
        Gate hold = new Gate();
        String chunk =
                "{\"id\":\"c\",\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s}]%s}";
        Reply stream = Reply.sse(
                Step.data(chunk.formatted("Once", "null", "")),
                Step.await(hold),
                Step.data(chunk.formatted(" more", "\"stop\"", "")),
                Step.data(
                        "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}"),
                Step.data("[DONE]"));
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(stream);
                TestGateway gateway = gateway(provider);
                RawClient client = RawClient.connect(gateway.port())) {
            client.request(
                    "POST",
                    "/engines/embed/completions",
                    Header.list("Authorization", "Bearer " + TestGateway.MASTER),
                    "{\"prompt\":\"hi\",\"stream\":true}");
            client.readHead();
            assertThat(client.readUntil("Once")).contains("Once");
            hold.open();
            assertThat(client.readUntil("[DONE]")).contains(" more");
            assertThat(provider.requests().getFirst().path()).isEqualTo("/v1/completions");
            assertThat(gateway.rows().getFirst().usage().total()).isEqualTo(5);
        }
    }

    @Test
    void soundIsPassedOnAsSound() {
        Reply sound = Reply.text(200, "audio/mpeg", "ID3-sound");
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(sound);
                TestGateway gateway = gateway(provider)) {
            Response answer =
                    post(gateway, "/v1/audio/speech", "{\"model\":\"embed\",\"input\":\"hi\",\"voice\":\"v\"}");
            assertThat(answer.header("content-type")).contains("audio/mpeg");
            assertThat(answer.text()).isEqualTo("ID3-sound");
        }
    }

    @Test
    void whatNoProviderWouldTakeReachesNone() {
        try (ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(none)) {
            assertThat(json(post(gateway, "/v1/embeddings", "{\"model\":\"embed\"}"))
                            .path("error")
                            .path("param")
                            .asString())
                    .isEqualTo("input");
            assertThat(post(gateway, "/v1/rerank", "{\"model\":\"embed\",\"documents\":[]}")
                            .status())
                    .isEqualTo(400);
            assertThat(post(gateway, "/v1/completions", "{\"prompt\":\"hi\"}").status())
                    .isEqualTo(400);
            assertThat(post(gateway, "/v1/images/generations", "{\"model\":\"nobody\",\"prompt\":\"hi\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anErrorInsideASuccessIsAnError() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1)
                        .reply(Reply.json("{\"error\":{\"message\":\"no\",\"code\":503}}"));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, "/v1/moderations", "{\"model\":\"embed\",\"input\":\"hi\"}")
                            .status())
                    .isGreaterThanOrEqualTo(400);
        }
    }
}
