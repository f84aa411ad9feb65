package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Vectors asked for in one provider's form and made by another's: over sockets, with the row that is written. */
class EmbeddingsTest {
    /** No double has these digits, nor this way of writing them. */
    private static final String FIRST = "[0.1000,-2.50e-05,0.30000000000000004441]";

    private static final String SECOND = "[1E+1,-0.0,0.12345678901234567890]";

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %1$s }
                providers:
                  o: { preset: openai, base_url: "http://127.0.0.1:%2$d", api_key: k }
                  l: { preset: ollama, base_url: "http://127.0.0.1:%2$d" }
                  g: { preset: gemini, base_url: "http://127.0.0.1:%2$d", api_key: k }
                  c: { preset: cohere, base_url: "http://127.0.0.1:%2$d/compatibility/v1", api_key: k }
                  a: { preset: anthropic, base_url: "http://127.0.0.1:%2$d", api_key: k }
                models:
                  - { name: by-openai, deployments: [ { provider: o, model: e, price: { input: 0.02, output: 0 } } ] }
                  - { name: by-ollama, deployments: [ { provider: l, model: e, price: { input: 0.02, output: 0 } } ] }
                  - { name: by-gemini, deployments: [ { provider: g, model: e, price: { input: 0.02, output: 0 } } ] }
                  - { name: by-cohere, deployments: [ { provider: c, model: e, price: { input: 0.02, output: 0 } } ] }
                  - { name: by-anthropic, deployments: [ { provider: a, model: claude } ] }
                  - { name: chats, deployments: [ { provider: o, model: gpt-4o-mini } ] }
                  - name: any
                    deployments:
                      - { provider: a, model: claude, order: 0 }
                      - { provider: l, model: e, order: 1, price: { input: 0.02, output: 0 } }
                      - { provider: o, model: e, order: 2, price: { input: 0.02, output: 0 } }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, provider.port()));
    }

    /** How a provider answers for one text or two; those that count say a thousand tokens. */
    private static String answer(String provider, int texts) {
        String both = texts == 1 ? FIRST : FIRST + "," + SECOND;
        return switch (provider) {
            case "openai" ->
                "{\"object\":\"list\",\"data\":["
                        + (texts == 1 ? "" : "{\"object\":\"embedding\",\"index\":1,\"embedding\":" + SECOND + "},")
                        + "{\"object\":\"embedding\",\"index\":0,\"embedding\":" + FIRST
                        + "}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":1000,\"total_tokens\":1000}}";
            case "ollama" ->
                "{\"model\":\"e\",\"embeddings\":[" + both + "],\"total_duration\":5,\"prompt_eval_count\":1000}";
            case "gemini" ->
                "{\"embeddings\":[{\"values\":" + FIRST.replace(",", ",\n  ") + "}"
                        + (texts == 1 ? "" : ",{\"values\":" + SECOND + "}") + "]}";
            default ->
                "{\"id\":\"i\",\"embeddings\":{\"float\":[" + both
                        + "]},\"texts\":[],\"meta\":{\"billed_units\":{\"input_tokens\":1000}}}";
        };
    }

    private static final List<String> PROVIDERS = List.of("openai", "ollama", "gemini", "cohere");

    /** A client's form: where it asks, what it says, and what it must hear. */
    private record Client(String dialect, String path, String body, int texts, String expected) {}

    private static final List<Client> CLIENTS = List.of(
            new Client(
                    "openai",
                    "/v1/embeddings",
                    "{\"model\":\"by-%s\",\"input\":[\"Olá\",\"b\"],\"dimensions\":3}",
                    2,
                    "\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":" + FIRST
                            + "},{\"object\":\"embedding\",\"index\":1,\"embedding\":" + SECOND + "}]"),
            new Client(
                    "ollama",
                    "/api/embed",
                    "{\"model\":\"by-%s\",\"input\":[\"Olá\",\"b\"],\"dimensions\":3}",
                    2,
                    "\"embeddings\":[" + FIRST + "," + SECOND + "]"),
            new Client(
                    "ollama",
                    "/api/embeddings",
                    "{\"model\":\"by-%s\",\"prompt\":\"Olá\"}",
                    1,
                    "{\"embedding\":" + FIRST + "}"),
            new Client(
                    "gemini",
                    "/v1beta/models/by-%s:embedContent",
                    "{\"content\":{\"parts\":[{\"text\":\"Olá\"}]},\"outputDimensionality\":3}",
                    1,
                    "\"embedding\":{\"values\":" + FIRST + "}"),
            new Client(
                    "gemini",
                    "/v1beta/models/by-%s:batchEmbedContents",
                    "{\"requests\":[{\"model\":\"models/x\",\"content\":{\"parts\":[{\"text\":\"Olá\"}]}},"
                            + "{\"model\":\"models/x\",\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}",
                    2,
                    "\"embeddings\":[{\"values\":" + FIRST + "},{\"values\":" + SECOND + "}]"));

    private static Response post(TestGateway gateway, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + TestGateway.MASTER;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return gateway.post(path, body, all);
    }

    private static JsonNode json(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return JsonCodec.answer(bytes, 0, bytes.length);
    }

    @Test
    void everyClientGetsEveryProvidersVectorsToTheLastDigit() {
        for (Client client : CLIENTS) {
            for (String name : PROVIDERS) {
                if (!client.dialect().equals(name)) {
                    carried(client, name);
                }
            }
        }
    }

    private void carried(Client client, String name) {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answer(name, client.texts())));
                TestGateway gateway = gateway(provider)) {
            Response answer =
                    post(gateway, client.path().formatted(name), client.body().formatted(name));
            String pair = client.path() + " by " + name + ": " + answer.text();
            assertThat(answer.status()).as(pair).isEqualTo(200);
            assertThat(answer.text()).as(pair).contains(client.expected());
            assertThat(answer.header("x-eclusa-dropped")).as(pair).isEmpty();
            assertThat(answer.header("content-type")).contains("application/json");
            Received sent = provider.requests().getFirst();
            assertThat(sent.path()).as(pair).isEqualTo(pathOf(name));
            assertThat(textsOf(name, json(sent.bodyText())))
                    .as(pair)
                    .isEqualTo(client.texts() == 1 ? List.of("Olá") : List.of("Olá", "b"));
            boolean sized = client.body().contains("imension");
            assertThat(sent.bodyText().contains("imension")).as(pair).isEqualTo(sized);
            row(gateway.rows().getFirst(), name.equals("gemini"), pair);
        }
    }

    private static void row(CallRow row, boolean estimated, String pair) {
        assertThat(row.outcome()).as(pair).isEqualTo(Outcome.SUCCESS);
        assertThat(row.usageEstimated()).as(pair).isEqualTo(estimated);
        assertThat(row.usage().output()).as(pair).isZero();
        if (estimated) {
            assertThat(row.usage().input()).as(pair).isBetween(1L, 100L);
        } else {
            assertThat(row.usage().input()).as(pair).isEqualTo(1000);
            assertThat(row.cost()).as(pair).contains(new Cost(20_000));
        }
    }

    private static String pathOf(String provider) {
        return switch (provider) {
            case "openai" -> "/v1/embeddings";
            case "ollama" -> "/api/embed";
            case "gemini" -> "/v1beta/models/e:batchEmbedContents";
            default -> "/v2/embed";
        };
    }

    private static List<String> textsOf(String provider, JsonNode body) {
        return switch (provider) {
            case "openai", "ollama" -> {
                assertThat(body.path("model").asString()).isEqualTo("e");
                yield body.path("input").valueStream().map(JsonNode::asString).toList();
            }
            case "gemini" ->
                body.path("requests")
                        .valueStream()
                        .map(one -> {
                            assertThat(one.path("model").asString()).isEqualTo("models/e");
                            return one.at("/content/parts/0/text").asString();
                        })
                        .toList();
            default -> {
                assertThat(body.path("input_type").asString()).isEqualTo("search_document");
                yield body.path("texts").valueStream().map(JsonNode::asString).toList();
            }
        };
    }

    @Test
    void aProviderOfTheClientsFormGetsItsBytes() {
        passed(
                "/api/embed",
                "{\"model\" : \"by-ollama\",\"input\":\"a\",\"keep_alive\":\"9m\"}",
                "/api/embed",
                answer("ollama", 1));
        passed(
                "/api/embeddings",
                "{\"model\":\"by-ollama\",\"prompt\":\"a\",\"new\":[1, 2]}",
                "/api/embeddings",
                "{\"embedding\":[0.5]}");
        passed(
                "/v1beta/models/by-gemini:embedContent",
                "{\"content\":{\"parts\":[{\"inlineData\":{}}]},\"model\":\"models/by-gemini\"}",
                "/v1beta/models/e:embedContent",
                "{\"embedding\":{\"values\":[0.5]},\"usageMetadata\":{\"promptTokenCount\":7}}");
        passed(
                "/v1beta/models/by-gemini:batchEmbedContents",
                "{\"requests\":[{\"model\":\"models/by-gemini\",\"title\":\"t\"}, {\"model\":\"models/by-gemini\"}]}",
                "/v1beta/models/e:batchEmbedContents",
                answer("gemini", 2));
    }

    private void passed(String path, String body, String asked, String answered) {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answered));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(gateway, path, body);
            assertThat(answer.text()).isEqualTo(answered);
            assertThat(provider.requests().getFirst().path()).isEqualTo(asked);
            assertThat(provider.requests().getFirst().bodyText())
                    .isEqualTo(body.replace("by-gemini", "e").replace("by-ollama", "e"));
            CallRow row = gateway.rows().getFirst();
            assertThat(row.usageEstimated()).isEqualTo(!answered.contains("Count\"") && !answered.contains("_count"));
        }
    }

    @Test
    void base64IsWrittenWhereTheProviderHasNone() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answer("ollama", 1)));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(
                    gateway,
                    "/v1/embeddings",
                    "{\"model\":\"by-ollama\",\"input\":\"a\",\"encoding_format\":\"base64\"}");
            JsonNode body = json(answer.text());
            ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(body.at("/data/0/embedding").asString()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(floats.capacity()).isEqualTo(12);
            assertThat(List.of(floats.getFloat(), floats.getFloat(), floats.getFloat()))
                    .containsExactly(0.1f, -2.5e-5f, 0.3f);
            assertThat(body.at("/usage/prompt_tokens").asLong()).isEqualTo(1000);
            assertThat(answer.header("x-eclusa-cost")).contains("0.00002");
            assertThat(provider.requests().getFirst().bodyText()).doesNotContain("encoding_format");
        }
    }

    @Test
    void base64IsWrittenWhereAProviderOfTheSameFormDoesNotHeedTheWish() {
        String asked = "{\"model\":\"by-openai\",\"input\":\"a\",\"encoding_format\":\"base64\"}";
        String answered =
                "{\"data\":[{\"index\":0,\"embedding\":[1, 0],\"new\":1}],\"usage\":{\"prompt_tokens\":1000}}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answered));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, "/v1/embeddings", asked).text())
                    .contains("\"embedding\":\"AACAPwAAAAA=\",\"new\":1}")
                    .contains("\"cost\":0.00002");
            assertThat(gateway.rows().getFirst().usage().input()).isEqualTo(1000);
        }
    }

    @Test
    void largeAnswersAreAnsweredAsSmallOnesAre() {
        String vector = "[" + "0.123456789,".repeat(10_000) + "1]";
        String texts = "\"a\"" + ",\"a\"".repeat(4);
        String answered = "{\"embeddings\":[" + vector + ("," + vector).repeat(4) + "],\"prompt_eval_count\":5}";
        String few = "{\"embeddings\":[" + vector + ("," + vector).repeat(3) + "]}";
        String others = answer("openai", 1).replace("}],", "}" + ",{\"index\":1,\"embedding\":[2]}".repeat(4) + "],");
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(3).reply(Reply.json(answered), Reply.json(few), Reply.json(others));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(gateway, "/v1/embeddings", "{\"model\":\"any\",\"input\":[" + texts + "]}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(json(answer.text()).at("/data/4/embedding").size()).isEqualTo(10_001);
            assertThat(gateway.rows().getFirst().usage().input()).isEqualTo(5);
            Response after = post(gateway, "/v1/embeddings", "{\"model\":\"any\",\"input\":[" + texts + "]}");
            assertThat(after.header("x-eclusa-provider")).contains("o");
            provider.verify();
        }
    }

    @Test
    void manyTextsAreAskedForInAsManyRequestsAsTheProvidersLimitMakesNecessary() {
        String texts = IntStream.range(0, 150).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(Reply.json(vectors(0, 96)), Reply.json(vectors(96, 150)));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(gateway, "/v1/embeddings", "{\"model\":\"by-cohere\",\"input\":[" + texts + "]}");
            JsonNode body = json(answer.text());
            assertThat(body.path("data").size()).as(answer.text()).isEqualTo(150);
            for (int i = 0; i < 150; i++) {
                assertThat(body.at("/data/" + i + "/index").asInt()).isEqualTo(i);
                assertThat(body.at("/data/" + i + "/embedding/0").asInt()).isEqualTo(i);
            }
            assertThat(answer.header("x-eclusa-attempts")).contains("2");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.usage().input()).as("both requests are charged").isEqualTo(150);
            assertThat(row.usageEstimated()).isFalse();
            provider.verify();
        }
    }

    private static String vectors(int from, int to) {
        String list = IntStream.range(from, to).mapToObj(i -> "[" + i + "]").collect(Collectors.joining(","));
        return "{\"embeddings\":{\"float\":[" + list + "]},\"meta\":{\"billed_units\":{\"input_tokens\":" + (to - from)
                + "}}}";
    }

    @Test
    void whatWasPaidForBeforeALaterRequestFailedIsInTheRow() {
        String texts = IntStream.range(0, 150).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(Reply.json(vectors(0, 96)), Reply.json(500, "{\"message\":\"no\"}"));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(gateway, "/v1/embeddings", "{\"model\":\"by-cohere\",\"input\":[" + texts + "]}");
            assertThat(answer.status()).isGreaterThanOrEqualTo(500);
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(row.usage().input()).isEqualTo(96);
            assertThat(row.cost()).contains(new Cost(1_920));
            assertThat(row.attempts().stream().map(Attempt::outcome)).containsExactly(Outcome.ERROR);
        }
    }

    @Test
    void tokensGoToWhoReadsThemAndToNobodyElse() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answer("openai", 1)));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, "/v1/embeddings", "{\"model\":\"any\",\"input\":[[1,2],[3]]}")
                            .header("x-eclusa-provider"))
                    .contains("o");
            Response nobody = post(gateway, "/v1/embeddings", "{\"model\":\"by-gemini\",\"input\":[1,2]}");
            assertThat(nobody.status()).isEqualTo(400);
            assertThat(nobody.text()).contains("takes texts only").contains("g/e");
            provider.verify();
        }
    }

    @Test
    void whoHasNoEmbeddingsIsLeftOutWithTheReason() {
        try (ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(none)) {
            Response nobody = post(gateway, "/api/embed", "{\"model\":\"by-anthropic\",\"input\":\"a\"}");
            assertThat(nobody.status()).isEqualTo(400);
            assertThat(json(nobody.text()).path("error").asString()).contains("its provider has no embeddings");
            Response chats = post(gateway, "/v1/embeddings", "{\"model\":\"chats\",\"input\":\"a\"}");
            assertThat(chats.status()).isEqualTo(400);
            assertThat(chats.text()).contains("it has no embeddings");
        }
    }

    @Test
    void whatCannotBeCarriedIsNamedOrRefused() {
        String body = "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"RETRIEVAL_QUERY\",\"title\":\"t\"}";
        String path = "/v1beta/models/by-ollama:embedContent";
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(answer("ollama", 1)));
                TestGateway gateway = gateway(provider)) {
            assertThat(post(gateway, path, body).header("x-eclusa-dropped")).contains("title,taskType");
            Response strict = post(gateway, path, body, "x-eclusa-strict", "true");
            assertThat(strict.status()).isEqualTo(400);
            assertThat(json(strict.text()).at("/error/status").asString()).isEqualTo("INVALID_ARGUMENT");
            assertThat(strict.text()).contains("title");
            provider.verify();
        }
    }

    @Test
    void purposesAreTranslated() {
        String body = "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"QUESTION_ANSWERING\"}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(Reply.json(answer("cohere", 1)), Reply.json(answer("gemini", 1)));
                TestGateway gateway = gateway(provider)) {
            post(gateway, "/v1beta/models/by-cohere:embedContent", body);
            post(
                    gateway,
                    "/v1/embeddings",
                    "{\"model\":\"by-gemini\",\"input\":\"a\",\"input_type\":\"search_query\"}");
            assertThat(provider.requests().getFirst().bodyText()).contains("\"input_type\":\"search_query\"");
            assertThat(provider.requests().getLast().bodyText()).contains("\"taskType\":\"RETRIEVAL_QUERY\"");
        }
    }

    @Test
    void errorsComeInTheCallersDialect() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3)
                        .reply(
                                Reply.json(400, "{\"message\":\"too long\"}"),
                                Reply.json(404, "{\"error\":\"model \\\"e\\\" not found\"}"),
                                Reply.json("{\"error\":\"out of memory\"}"));
                TestGateway gateway = gateway(provider)) {
            Response cohere = post(gateway, "/v1/embeddings", "{\"model\":\"by-cohere\",\"input\":\"a\"}");
            assertThat(cohere.status()).isEqualTo(400);
            assertThat(json(cohere.text()).at("/error/message").asString()).contains("too long");
            Response ollama = post(
                    gateway, "/v1beta/models/by-ollama:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}");
            assertThat(ollama.status()).isEqualTo(404);
            assertThat(json(ollama.text()).at("/error/status").asString()).isEqualTo("NOT_FOUND");
            assertThat(post(gateway, "/v1/embeddings", "{\"model\":\"by-ollama\",\"input\":\"a\"}")
                            .status())
                    .isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void anAnswerWithoutAVectorForEachTextMovesOn() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(Reply.json(answer("ollama", 1)), Reply.json(answer("openai", 2)));
                TestGateway gateway = gateway(provider)) {
            Response answer = post(gateway, "/v1/embeddings", "{\"model\":\"any\",\"input\":[\"a\",\"b\"]}");
            assertThat(answer.header("x-eclusa-provider")).contains("o");
            assertThat(answer.header("x-eclusa-attempts")).contains("2");
        }
    }

    @Test
    void whatIsNoRequestReachesNobody() {
        try (ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(none)) {
            refused(post(gateway, "/api/embed", "{\"model\":\"by-openai\"}"), "input");
            refused(post(gateway, "/api/embed", "{\"input\":\"a\"}"), "model");
            refused(post(gateway, "/v1beta/models/by-openai:embedContent", "{}"), "content");
            refused(post(gateway, "/v1beta/models/by-openai:batchEmbedContents", "{\"requests\":[]}"), "requests");
            refused(post(gateway, "/v1beta/models/by-gemini:batchEmbedContents", "{\"requests\":[1]}"), "requests");
            refused(post(gateway, "/v1/embeddings", "{\"model\":\"by-ollama\",\"input\":[\"\"]}"), "input[0]");
            refused(
                    post(
                            gateway,
                            "/v1/embeddings",
                            "{\"model\":\"by-ollama\",\"input\":\"a\",\"encoding_format\":\"hex\"}"),
                    "encoding_format");
        }
    }

    private static void refused(Response answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains(field);
    }
}
