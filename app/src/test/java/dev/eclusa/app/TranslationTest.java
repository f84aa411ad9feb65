package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
    @TempDir
    Path data;

    static Stream<Arguments> pairs() {
        return Stream.concat(Talk.ALL.stream(), Stream.of(Talk.RESPONSES))
                .flatMap(client -> providers(client)
                        .flatMap(provider ->
                                Stream.of(false, true).map(stream -> Arguments.of(client, provider, stream))));
    }

    /** Responses are answered by everybody, but asked only of those who are asked for them. */
    private static Stream<Talk> providers(Talk client) {
        return client.equals(Talk.RESPONSES)
                ? Stream.concat(Talk.ALL.stream(), Stream.of(Talk.RESPONSES))
                : Talk.ALL.stream();
    }

    private TestGateway before(Talk talk, ScriptedProvider provider) {
        return before(talk, talk, provider);
    }

    private TestGateway before(Talk talk, Talk client, ScriptedProvider provider) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  p: { preset: %s, base_url: "http://127.0.0.1:%d", api_key: upstream-secret }
                models:
                  - name: m
                    deployments:
                      - { provider: p, model: real-model, price: { input: 1, cached_input: 0.5, output: 2 } }
                """.formatted(TestGateway.MASTER, talk.preset(client), provider.port()));
    }

    /** A provider with one answer; Ollama is also asked whether it has the model in memory. */
    private static ScriptedProvider answering(Reply reply) {
        return ScriptedProvider.expecting(1, 2)
                .when(request -> request.path().equals("/api/ps"), Reply.json(404, "{}"))
                .reply(reply);
    }

    private static Response call(TestGateway gateway, Talk client, boolean stream) {
        return gateway.post(client.path(stream), client.request(stream), "x-goog-api-key", TestGateway.MASTER);
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void everyClientReachesEveryProvider(Talk client, Talk provider, boolean stream) {
        try (ScriptedProvider scripted = answering(provider.answer(stream));
                TestGateway gateway = before(provider, client, scripted)) {
            Response answer = call(gateway, client, stream);
            assertThat(answer.text())
                    .as(answer.text())
                    .contains("Olá")
                    .contains("weather")
                    .contains("Évora");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains(client.finish());
            if (stream) {
                assertThat(answer.text()).contains(client.terminator());
            }
            assertThat(answer.header("x-eclusa-dropped")).isEmpty();
            String sent = scripted.requests().stream()
                    .map(Received::bodyText)
                    .filter(body -> !body.isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(sent)
                    .contains("How warm is Évora?")
                    .contains("Be brief.")
                    .contains("weather")
                    .contains("100");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.usage().input()).isEqualTo(20);
            assertThat(row.usage().output()).isEqualTo(10);
            assertThat(row.usageEstimated()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void aBrokenStreamEndsInTheClientsOwnWay(Talk client, Talk provider, boolean stream) {
        if (!stream) {
            return;
        }
        Reply.Streamed whole = (Reply.Streamed) provider.answer(true);
        Step[] steps = whole.steps()
                .subList(
                        0,
                        switch (provider.dialect()) {
                            case "anthropic", "responses" -> 3;
                            case "openai", "cohere" -> 2;
                            default -> 1;
                        })
                .toArray(Step[]::new);
        Reply broken =
                new Reply.Streamed(200, whole.headers(), whole.framing(), java.util.List.of(steps), whole.ending());
        try (ScriptedProvider scripted = answering(broken);
                TestGateway gateway = before(provider, client, scripted)) {
            Response answer = call(gateway, client, true);
            assertThat(answer.text()).contains("Olá").contains("\"error\"");
            if (client.equals(Talk.COHERE)) {
                assertThat(answer.text()).contains("\"finish_reason\":\"ERROR\"");
            } else if (!client.equals(Talk.OPENAI)) {
                assertThat(answer.text()).doesNotContain(client.terminator());
            }
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.INCOMPLETE);
            assertThat(row.usageEstimated()).isTrue();
            assertThat(row.usage().output()).isPositive();
        }
    }

    @Test
    void geminisArrayStreamPassesAsItCame() {
        String array = "[" + Talk.GEMINI.chunks().getFirst() + "\n,\r\n"
                + Talk.GEMINI.chunks().getLast() + "\n]\n";
        try (ScriptedProvider scripted =
                        ScriptedProvider.expecting(1).reply(Reply.stream("application/json", Step.send(array)));
                TestGateway gateway = before(Talk.GEMINI, scripted)) {
            Response answer = gateway.post(
                    "/v1beta/models/m:streamGenerateContent?key=" + TestGateway.MASTER, Talk.GEMINI.request(true));
            assertThat(answer.header("content-type")).contains("application/json");
            assertThat(answer.text().strip())
                    .startsWith("[")
                    .endsWith("]")
                    .contains(Talk.GEMINI.chunks().getLast());
            assertThat(scripted.requests().getFirst().path()).endsWith(":streamGenerateContent");
        }
    }

    @Test
    void anArrayIsMadeOfEventsWhereTheClientAskedForOne() {
        try (ScriptedProvider scripted = ScriptedProvider.expecting(1).reply(Talk.ANTHROPIC.answer(true));
                TestGateway gateway = before(Talk.ANTHROPIC, scripted)) {
            Response answer = gateway.post(
                    "/v1beta/models/m:streamGenerateContent?key=" + TestGateway.MASTER, Talk.GEMINI.request(true));
            assertThat(answer.text()).startsWith("[{").endsWith("}]").contains("Olá");
        }
    }

    @Test
    void whatCannotBeCarriedIsNamedOrRefused() {
        try (ScriptedProvider scripted = ScriptedProvider.expecting(1).reply(Talk.ANTHROPIC.answer(false));
                TestGateway gateway = before(Talk.ANTHROPIC, scripted)) {
            String body = Talk.OPENAI
                    .request(false)
                    .replace("\"max_tokens\":100", "\"max_tokens\":100,\"seed\":7,\"logit_bias\":{}");
            Response lenient = gateway.chat(body);
            assertThat(lenient.header("x-eclusa-dropped").orElse(""))
                    .contains("seed")
                    .contains("logit_bias");
            Response strict = gateway.post(
                    "/v1/chat/completions",
                    body,
                    "Authorization",
                    "Bearer " + TestGateway.MASTER,
                    "x-eclusa-strict",
                    "true");
            assertThat(strict.status()).isEqualTo(400);
            assertThat(strict.text()).contains("\"param\":\"logit_bias\"");
        }
    }

    @Test
    void tokensAreCountedByTheProviderOrHere() {
        try (ScriptedProvider scripted = ScriptedProvider.expecting(1).reply(Reply.json("{\"input_tokens\":42}"));
                TestGateway gateway = before(Talk.ANTHROPIC, scripted)) {
            String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
            Response asked = gateway.post("/v1/messages/count_tokens", body, "x-api-key", TestGateway.MASTER);
            assertThat(asked.text()).isEqualTo("{\"input_tokens\":42}");
            assertThat(scripted.requests().getFirst().path()).isEqualTo("/v1/messages/count_tokens");
            assertThat(scripted.requests().getFirst().bodyText()).contains("\"model\":\"real-model\"");
            Response counted = gateway.post(
                    "/v1beta/models/m:countTokens",
                    "{\"contents\":[{\"parts\":[{\"text\":\"Hello there\"}]}]}",
                    "x-goog-api-key",
                    TestGateway.MASTER);
            assertThat(counted.text()).contains("totalTokens");
        }
    }

    @Test
    void aModelNameCannotBreakThePath() {
        try (ScriptedProvider scripted = ScriptedProvider.expecting(1).reply(Talk.GEMINI.answer(false));
                TestGateway gateway = before(Talk.GEMINI, scripted)) {
            String body =
                    Talk.OPENAI.request(false).replace("\"model\":\"m\"", "\"model\":\"p/../x\\r\\nHost: evil ?é\"");
            Response answer = gateway.chat(body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(scripted.requests().getFirst().path())
                    .isEqualTo("/v1beta/models/%2E%2E/x%0D%0AHost:%20evil%20%3F%C3%A9:generateContent");
            assertThat(answer.header("x-eclusa-model").orElse("")).isEqualTo("../x??Host:?evil???");
        }
    }
}
