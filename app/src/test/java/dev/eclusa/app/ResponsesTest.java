package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** OpenAI's Responses: passed on to a provider that speaks them, bridged to the others. */
class ResponsesTest {
    private static final String WHOLE = "{ \"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\","
            + "\"error\":null,\"model\":\"real\",\"output\":[ {\"type\":\"new_kind\"} ],\"unheard_of\":[1.50, {}],"
            + "\"usage\":{\"input_tokens\":1000,\"input_tokens_details\":{\"cached_tokens\":400},\"output_tokens\":500,"
            + "\"output_tokens_details\":{\"reasoning_tokens\":100},\"total_tokens\":1500} }";

    private static final String CREATED = "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":"
            + "{\"id\":\"resp_7\",\"status\":\"in_progress\",\"model\":\"real\",\"output\":[]}}";

    private static final String DELTA = "{\"type\":\"response.output_text.delta\",\"sequence_number\":4,"
            + "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\",\"logprobs\":[]}";

    private static final String MESSAGE = "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"id\":\"msg_1\","
            + "\"model\":\"real\",\"role\":\"assistant\",\"stop_reason\":\"end_turn\",\"type\":\"message\","
            + "\"usage\":{\"input_tokens\":10,\"output_tokens\":2}}";

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider first, ScriptedProvider second) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                  c: { preset: anthropic, base_url: "http://127.0.0.1:%d", api_key: k }
                  a: { preset: azure, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - name: m
                    deployments:
                      - { provider: p, model: real-model, order: 0, price: { input: 1, cached_input: 0.5, output: 2 } }
                      - { provider: c, model: claude, order: 1 }
                  - { name: claude, deployments: [ { provider: c, model: claude-x } ] }
                  - { name: azure, deployments: [ { provider: a, model: my-deployment } ] }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, first.port(), second.port(), first.port()));
    }

    private static Response post(TestGateway gateway, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + TestGateway.MASTER));
        all.addAll(List.of(headers));
        return gateway.post("/v1/responses", body, all.toArray(String[]::new));
    }

    private static JsonNode json(Response response) {
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    @Test
    void bodyAndAnswerPassUntouchedButForTheModel() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(WHOLE));
                ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, nobody)) {
            Response answer = post(
                    gateway,
                    "{ \"input\": [ {\"type\":\"item_reference\",\"id\":\"x\"} ], \"model\":\"m\","
                            + "\"previous_response_id\":\"resp_0\",\"metadata\":{\"tags\":[\"a\"],\"mine\":\"kept\"},"
                            + "\"tools\":[{\"type\":\"web_search\"}], \"unknown\": [1.50, {}]}");
            assertThat(provider.requests().getFirst().path()).isEqualTo("/v1/responses");
            assertThat(provider.requests().getFirst().bodyText())
                    .isEqualTo("{ \"input\": [ {\"type\":\"item_reference\",\"id\":\"x\"} ], \"model\":\"real-model\","
                            + "\"previous_response_id\":\"resp_0\",\"metadata\":{\"mine\":\"kept\"},"
                            + "\"tools\":[{\"type\":\"web_search\"}], \"unknown\": [1.50, {}]}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(WHOLE);
            assertThat(answer.header("x-eclusa-cost")).contains("0.0018");
            assertThat(answer.header("x-eclusa-dropped")).isEmpty();
            CallRow row = gateway.rows().getFirst();
            assertThat(row.begin().endpoint()).isEqualTo("/v1/responses");
            assertThat(row.cost()).contains(new Cost(1_800_000));
            assertThat(row.usage().cachedInput()).isEqualTo(400);
            assertThat(row.usage().reasoning()).isEqualTo(100);
            nobody.verify();
        }
    }

    @Test
    void azureHasOnePathForAllDeployments() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(WHOLE));
                ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, nobody)) {
            post(gateway, "{\"model\":\"azure\",\"input\":\"x\"}");
            assertThat(provider.requests().getFirst().path()).isEqualTo("/openai/v1/responses");
            assertThat(provider.requests().getFirst().bodyText())
                    .isEqualTo("{\"model\":\"my-deployment\",\"input\":\"x\"}");
        }
    }

    @Test
    void aStreamThatBreaksEndsAsFailedInTheSameResponse() {
        Reply broken =
                Reply.sse(Step.event("response.created", CREATED), Step.event("response.output_text.delta", DELTA));
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(broken);
                ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, nobody)) {
            Response answer = post(gateway, "{\"model\":\"m\",\"input\":\"x\",\"stream\":true}");
            assertThat(provider.requests().getFirst().bodyText()).doesNotContain("stream_options");
            assertThat(answer.header("content-type")).contains("text/event-stream");
            assertThat(answer.text())
                    .startsWith("event: response.created\ndata: " + CREATED + "\n\n")
                    .contains(DELTA);
            String last = answer.text().substring(answer.text().lastIndexOf("data: ") + 6);
            byte[] bytes = last.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            JsonNode event = JsonCodec.answer(bytes, 0, bytes.length);
            assertThat(event.path("type").asString()).isEqualTo("response.failed");
            assertThat(event.path("sequence_number").asInt()).isEqualTo(5);
            assertThat(event.path("response").path("id").asString()).isEqualTo("resp_7");
            assertThat(event.path("response").path("status").asString()).isEqualTo("failed");
            assertThat(event.path("response").path("error").path("code").asString())
                    .isEqualTo("server_error");
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.INCOMPLETE);
        }
    }

    @Test
    void aStreamThatEndsBeforeItsFirstContentMovesOnUnseen() {
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(1).reply(Reply.sse(Step.event("response.created", CREATED)));
                ScriptedProvider other = ScriptedProvider.expecting(1).reply(Talk.ANTHROPIC.answer(true));
                TestGateway gateway = gateway(provider, other)) {
            Response answer = post(gateway, "{\"model\":\"m\",\"input\":\"x\",\"stream\":true}");
            assertThat(answer.header("x-eclusa-attempts")).contains("2");
            assertThat(answer.text())
                    .startsWith("event: response.created\n")
                    .doesNotContain("resp_7")
                    .contains("Olá")
                    .contains("event: response.completed");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.attempts()).hasSize(2);
        }
    }

    @Test
    void aFailureInsideA200MovesOn() {
        String failed = "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"failed\",\"output\":[],"
                + "\"error\":{\"code\":\"server_error\",\"message\":\"Sorry.\"}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(failed));
                ScriptedProvider other = ScriptedProvider.expecting(1).reply(Reply.json(MESSAGE));
                TestGateway gateway = gateway(provider, other)) {
            JsonNode answer = json(post(gateway, "{\"model\":\"m\",\"input\":\"x\"}"));
            assertThat(answer.path("object").asString()).isEqualTo("response");
            assertThat(answer.path("id").asString()).startsWith("resp_");
            assertThat(answer.path("output")
                            .path(0)
                            .path("content")
                            .path(0)
                            .path("text")
                            .asString())
                    .isEqualTo("Hi");
            assertThat(answer.path("usage").path("input_tokens").asInt()).isEqualTo(10);
        }
    }

    @Test
    void whatCannotBeBridgedIsNamedAndRefusedInStrictMode() {
        String body = "{\"model\":\"claude\",\"input\":\"x\",\"previous_response_id\":\"resp_0\",\"store\":true,"
                + "\"truncation\":\"auto\",\"text\":{\"verbosity\":\"low\"},"
                + "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"f\",\"parameters\":{}}]}";
        try (ScriptedProvider nobody = ScriptedProvider.expecting(0);
                ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(MESSAGE));
                TestGateway gateway = gateway(nobody, provider)) {
            Response answer = post(gateway, body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-eclusa-dropped").orElse("").split(","))
                    .containsExactlyInAnyOrder("previous_response_id", "truncation", "text.verbosity", "tools[0]");
            Response strict = post(gateway, body, "x-eclusa-strict", "true");
            assertThat(strict.status()).isEqualTo(400);
            assertThat(json(strict).path("error").path("type").asString()).isEqualTo("invalid_request_error");
            provider.verify();
        }
    }

    @Test
    void thoughtsComeBackToTheProviderThatSignedThem() {
        String thinking = "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}],\"id\":\"msg_1\",\"model\":\"r\","
                + "\"role\":\"assistant\",\"stop_reason\":\"tool_use\",\"type\":\"message\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";
        try (ScriptedProvider nobody = ScriptedProvider.expecting(0);
                ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(Reply.json(thinking), Reply.json(MESSAGE));
                TestGateway gateway = gateway(nobody, provider)) {
            JsonNode output = json(post(gateway, "{\"model\":\"claude\",\"input\":\"x\"}"))
                    .path("output");
            assertThat(output.path(0).path("type").asString()).isEqualTo("reasoning");
            assertThat(output.path(1).path("type").asString()).isEqualTo("function_call");
            String again = "{\"model\":\"claude\",\"input\":[{\"role\":\"user\",\"content\":\"x\"},"
                    + JsonCodec.text(output.path(0)) + "," + JsonCodec.text(output.path(1))
                    + ",{\"type\":\"reasoning\",\"id\":\"rs_of_openais\",\"summary\":[],\"encrypted_content\":\"gAAA\"}"
                    + ",{\"type\":\"function_call_output\",\"call_id\":\"toolu_1\",\"output\":\"42\"}]}";
            Response answer = post(gateway, again);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-eclusa-dropped")).isEmpty();
            assertThat(provider.requests().getLast().bodyText())
                    .contains("{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"}")
                    .contains("\"tool_use_id\":\"toolu_1\",\"content\":\"42\"")
                    .doesNotContain("gAAA");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\"} | input",
                "{\"model\":\"m\",\"input\":7} | input",
                "{\"model\":\"m\",\"input\":[]} | input",
                "{\"model\":\"m\",\"input\":[7]} | input[0]",
                "{\"model\":\"m\",\"input\":[{\"role\":\"tool\",\"content\":\"x\"}]} | input[0].role",
                "{\"input\":\"x\"} | model",
                "{\"model\":\"m\",\"input\":\"x\",\"temperature\":2.1} | temperature",
                "{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":-1} | max_output_tokens",
                "{\"model\":\"m\",\"input\":\"x\",\"model\":\"n\"} | body",
                "{\"model\":\"m\",\"input\":\"x\",\"stream\":1} | stream",
                "{\"model\":\"m\",\"input\": | body"
            })
    void whatNoProviderWouldTakeIsRefusedBeforeAnyIsCalled(String body, String param) {
        try (ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(nobody, nobody)) {
            Response answer = post(gateway, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(json(answer).path("error").path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(json(answer).path("error").path("param").asString()).isEqualTo(param);
        }
    }

    @Test
    void theProvidersOwnRefusalGoesBackAsItCame() {
        String refusal =
                "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":\"x\"} }";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(400, refusal));
                ScriptedProvider nobody = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, nobody)) {
            Response answer = post(gateway, "{\"model\":\"m\",\"input\":\"x\"}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(json(answer).path("error").path("message").asString()).isEqualTo("No.");
            assertThat(json(answer).path("error").path("code").asString()).isEqualTo("x");
        }
    }
}
