package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.List;
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
                  r: { preset: cohere, base_url: "http://127.0.0.1:%2$d", api_key: k }
                models:
                  - { name: embed, deployments: [ { provider: p, model: e, price: { input: 0.02, output: 0 } } ] }
                  - name: both
                    deployments:
                      - { provider: c, model: claude, order: 0 }
                      - { provider: p, model: e, order: 1 }
                  - { name: claude, deployments: [ { provider: c, model: claude } ] }
                  - { name: ranks, deployments: [ { provider: r, model: rerank-v3.5 } ] }
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
            assertThat(nobody.text()).contains("c/claude").contains("no embeddings");
            provider.verify();
        }
    }

    @Test
    void textsArePutInOrderByCohereAsItHasIt() {
        String ranked =
                "{\"id\":\"r1\",\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":{\"search_units\":1}}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).always(Reply.json(ranked));
                TestGateway gateway = gateway(provider)) {
            String asked = "{\"model\":\"ranks\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":1}";
            for (String path : List.of("/v1/rerank", "/v2/rerank")) {
                Response answer = post(gateway, path, asked);
                assertThat(answer.text()).isEqualTo(ranked);
            }
            assertThat(provider.requests()).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/v2/rerank");
                assertThat(request.bodyText()).isEqualTo(asked.replace("\"ranks\"", "\"rerank-v3.5\""));
            });
            assertThat(post(gateway, "/v1/moderations", "{\"model\":\"ranks\",\"input\":\"x\"}")
                            .status())
                    .isEqualTo(400);
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

    private static final String FORM = """
            --b1
            Content-Disposition: form-data; name="file"; filename="hi.wav"
            Content-Type: audio/wav

            RIFF....
            --b1
            Content-Disposition: form-data; name="model"

            embed
            --b1
            Content-Disposition: form-data; name="response_format"

            json
            --b1--
            """.replace("\n", "\r\n");

    private static Response form(TestGateway gateway, String path, String body, String type) {
        List<Header> headers = Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Content-Type", type);
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request("POST", path, headers, body).read();
        }
    }

    private static Response form(TestGateway gateway, String path, String body) {
        return form(gateway, path, body, "multipart/form-data; boundary=b1");
    }

    @Test
    void soundIsPassedOnInItsFormWithTheProvidersModel() {
        String heard = "{\"text\":\"Olá\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":1000,"
                + "\"input_token_details\":{\"audio_tokens\":990},\"output_tokens\":5,\"total_tokens\":1005}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(heard));
                TestGateway gateway = gateway(provider)) {
            Response answer = form(gateway, "/v1/audio/transcriptions", FORM);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(json(answer).path("text").asString()).isEqualTo("Olá");
            Received sent = provider.requests().getFirst();
            assertThat(sent.path()).isEqualTo("/v1/audio/transcriptions");
            assertThat(sent.header("content-type")).contains("multipart/form-data; boundary=b1");
            assertThat(sent.bodyText()).isEqualTo(FORM.replace("\r\nembed\r\n", "\r\ne\r\n"));
            CallRow row = gateway.rows().getFirst();
            assertThat(row.usage().input()).isEqualTo(1000);
            assertThat(row.usage().audioInput()).isEqualTo(990);
            assertThat(row.cost()).contains(new Cost(20_000));
        }
    }

    @Test
    void subtitlesComeAsTheyAreAndCountForNothing() {
        String subtitles = "1\n00:00:00,000 --> 00:00:01,000\nOlá\n";
        Reply reply = Reply.text(200, "text/plain; charset=utf-8", subtitles);
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).reply(reply, reply);
                TestGateway gateway = gateway(provider)) {
            Response answer = form(gateway, "/v1/audio/translations", FORM);
            assertThat(answer.text()).isEqualTo(subtitles);
            assertThat(answer.header("content-type")).contains("text/plain; charset=utf-8");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.usage().total()).isZero();
            assertThat(row.usageEstimated()).isFalse();
            String named = FORM.replace("name=\"model\"", "name=\"language\"");
            assertThat(form(gateway, "/openai/deployments/embed/audio/transcriptions", named)
                            .status())
                    .isEqualTo(200);
            assertThat(provider.requests().getLast().bodyText()).contains("name=\"model\"\r\n\r\ne\r\n");
        }
    }

    @Test
    void aTranscriptIsStreamedWhereTheProviderStreamsIt() {
        String streamed = FORM.replace("name=\"response_format\"\r\n\r\njson", "name=\"stream\"\r\n\r\ntrue");
        String delta = "{\"type\":\"transcript.text.delta\",\"delta\":\"Olá\"}";
        String done = "{\"type\":\"transcript.text.done\",\"text\":\"Olá\",\"usage\":{\"type\":\"tokens\","
                + "\"input_tokens\":7,\"output_tokens\":2,\"total_tokens\":9}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(3)
                        .reply(
                                Reply.sse(Step.data(delta), Step.data(done)),
                                Reply.json("{\"text\":\"Olá\"}"),
                                Reply.sse(Step.data(delta)));
                TestGateway gateway = gateway(provider)) {
            assertThat(form(gateway, "/v1/audio/transcriptions", streamed).text())
                    .isEqualTo("data: " + delta + "\n\ndata: " + done + "\n\n");
            assertThat(gateway.rows().getFirst().usage().output()).isEqualTo(2);
            assertThat(form(gateway, "/v1/audio/transcriptions", streamed).text())
                    .isEqualTo("{\"text\":\"Olá\"}");
            assertThat(form(gateway, "/v1/audio/transcriptions", streamed).text())
                    .contains("\"error\"");
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.INCOMPLETE);
        }
    }

    @Test
    void whatIsNoFormOrLacksAPartIsRefusedByName() {
        try (ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(nobody)) {
            String path = "/v1/audio/transcriptions";
            refused(form(gateway, path, FORM.replace("name=\"model\"", "name=\"m\"")), "model");
            refused(form(gateway, path, FORM.replace("; filename=\"hi.wav\"", "")), "file");
            refused(form(gateway, path, FORM.substring(0, 200)), "body");
            refused(form(gateway, path, FORM, "multipart/form-data"), "content-type");
            refused(form(gateway, path, "{\"model\":\"embed\"}", "application/json"), "content-type");
            nobody.verify();
        }
    }

    private static void refused(Response answer, String param) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("error").path("param").asString()).isEqualTo(param);
    }
}
