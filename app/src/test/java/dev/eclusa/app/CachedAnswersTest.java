package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Answers kept for whoever asks the same again: given for nothing, in every form, to nobody else's tenant. */
class CachedAnswersTest {
    private static final Reply WELL = Reply.json(Chunks.ANSWER);
    private static final Reply STREAM = Reply.sse(
            Chunks.role(), Chunks.text("Hi"), Chunks.text(" you"), Chunks.stop(), Chunks.usage(), Chunks.done());

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider, String cache) {
        return TestGateway.of(data, yaml(provider, cache));
    }

    private static String yaml(ScriptedProvider provider, String cache) {
        return """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - { name: m, deployments: [ { provider: a, model: x, price: { input: 1, output: 2 } } ] }
                  - { name: n, deployments: [ { provider: a, model: y, price: { input: 1, output: 2 } } ] }
                resilience: { retry: { max_attempts: 1 } }
                cache: { exact: { enabled: true%s } }
                """.formatted(TestGateway.MASTER, provider.port(), cache);
    }

    private static String chat(String model, String text, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more
                + "}";
    }

    private static String word(Response answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.header("x-eclusa-cache").orElse("none");
    }

    private static String key(TestGateway gateway, String fields) {
        Response made =
                gateway.post("/key/generate", "{" + fields + "}", "Authorization", "Bearer " + TestGateway.MASTER);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return json(made).path("key").asString();
    }

    private static JsonNode json(Response answer) {
        return JsonCodec.answer(answer.body(), 0, answer.body().length);
    }

    private static Response as(String key, TestGateway gateway, String body) {
        return gateway.post("/v1/chat/completions", body, "Authorization", "Bearer " + key);
    }

    @Test
    void theSameIsAskedOnce() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(provider, "")) {
            Response first = gateway.chat(chat("m", "hi", ""));
            Response second = gateway.chat(
                    "{ \"user\": \"ana\", \"messages\": [ {\"role\": \"user\", \"content\":\"hi\"} ], \"model\": \"m\" }");
            assertThat(word(first)).isEqualTo("miss");
            assertThat(word(second)).isEqualTo("hit-exact");
            assertThat(second.header("x-eclusa-cost")).contains("0");
            assertThat(second.header("x-eclusa-attempts")).contains("0");
            assertThat(second.header("x-eclusa-provider")).contains("a");
            assertThat(json(second).path("never_heard_of").path("x").size()).isEqualTo(2);
            assertThat(json(second).path("usage").path("cost").decimalValue()).isZero();
            assertThat(json(first).path("choices")).isEqualTo(json(second).path("choices"));
            provider.verify();
        }
    }

    @Test
    void aHitHasARowThatCostsNothing() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(provider, "")) {
            gateway.chat(chat("m", "hi", ""));
            gateway.chat(chat("m", "hi", ""));
            List<CallRow> rows = gateway.rows();
            assertThat(rows).extracting(CallRow::cache).containsExactly("hit-exact", "miss");
            CallRow hit = rows.getFirst();
            assertThat(hit.cost()).contains(Cost.ZERO);
            assertThat(hit.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(hit.attempts()).isEmpty();
            assertThat(hit.usage().output()).isEqualTo(500);
            assertThat(hit.provider() + "/" + hit.model()).isEqualTo("a/x");
            JsonNode hits = json(gateway.get(
                    "/global/activity/cache_hits?start_date=2020-01-01&end_date=2100-01-01", TestGateway.MASTER));
            assertThat(hits.path("totals").path("cache_hits").asInt()).isEqualTo(1);
            assertThat(hits.path("totals").path("cached_completion_tokens").asInt())
                    .isEqualTo(500);
            assertThat(hits.path("totals").path("cache_hit_ratio").asDouble()).isEqualTo(0.5);
            JsonNode logs = json(gateway.get("/spend/logs", TestGateway.MASTER));
            assertThat(logs.valueStream().map(row -> row.path("cache_hit").asString()))
                    .containsExactlyInAnyOrder("True", "False");
        }
    }

    @Test
    void whatMayChangeTheAnswerIsAskedAnew() {
        List<String> bodies = List.of(
                chat("m", "hi", ""),
                chat("m", "ho", ""),
                chat("n", "hi", ""),
                chat("m", "hi", ",\"temperature\":0.5"),
                chat("m", "hi", ",\"max_tokens\":5"),
                chat("m", "h i", ""),
                chat("m", "hi", ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"));
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(bodies.size()).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            bodies.forEach(body -> assertThat(word(gateway.chat(body))).isEqualTo("miss"));
            bodies.forEach(body -> assertThat(word(gateway.chat(body))).isEqualTo("hit-exact"));
            provider.verify();
        }
    }

    @Test
    void aStreamFillsWhatAWholeAnswerIsGivenFromAndTheOtherWayRound() {
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(STREAM).reply(WELL);
                TestGateway gateway = gateway(provider, "")) {
            assertThat(word(gateway.chat(chat("m", "a", ",\"stream\":true")))).isEqualTo("miss");
            Response whole = gateway.chat(chat("m", "a", ""));
            assertThat(word(whole)).isEqualTo("hit-exact");
            assertThat(json(whole)
                            .path("choices")
                            .path(0)
                            .path("message")
                            .path("content")
                            .asString())
                    .isEqualTo("Hi you");
            assertThat(json(whole).path("usage").path("completion_tokens").asInt())
                    .isEqualTo(500);

            assertThat(word(gateway.chat(chat("m", "b", "")))).isEqualTo("miss");
            Response stream =
                    gateway.chat(chat("m", "b", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
            assertThat(word(stream)).isEqualTo("hit-exact");
            assertThat(stream.header("content-type").orElse("")).startsWith("text/event-stream");
            assertThat(stream.text())
                    .contains("\"content\":\"Hi\"")
                    .contains("\"finish_reason\":\"stop\"")
                    .contains("\"completion_tokens\":500")
                    .contains("\"cost\":0")
                    .endsWith("data: [DONE]\n\n");
            provider.verify();
        }
    }

    @Test
    void aStreamIsGivenAgainByteForByteWithoutUsageThatNobodyAskedFor() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(STREAM);
                TestGateway gateway = gateway(provider, "")) {
            Response first = gateway.chat(chat("m", "a", ",\"stream\":true"));
            Response again = gateway.chat(chat("m", "a", ",\"stream\":true"));
            assertThat(word(again)).isEqualTo("hit-exact");
            assertThat(again.text()).isEqualTo(first.text()).doesNotContain("usage");
            provider.verify();
        }
    }

    @Test
    void anotherDialectIsAnotherQuestionAndIsAnsweredInItsOwnForm() {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            gateway.chat(body);
            Response first = gateway.post("/v1/messages", body, "x-api-key", TestGateway.MASTER);
            Response again = gateway.post("/v1/messages", body, "x-api-key", TestGateway.MASTER);
            assertThat(word(first)).isEqualTo("miss");
            assertThat(word(again)).isEqualTo("hit-exact");
            assertThat(json(again).path("content").path(0).path("text").asString())
                    .isEqualTo("Hi");
            Response stream = gateway.post(
                    "/v1/messages", body.replace("\"max", "\"stream\":true,\"max"), "x-api-key", TestGateway.MASTER);
            assertThat(word(stream)).isEqualTo("hit-exact");
            assertThat(stream.text()).contains("event: message_start").contains("event: message_stop");
            provider.verify();
        }
    }

    @Test
    void failuresAndBrokenStreamsAreNotKept() {
        Reply busy = Reply.json(500, "{\"error\":{\"message\":\"no\"}}");
        Reply broken = Reply.sse(Chunks.role(), Chunks.text("Hi"));
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(3).reply(busy).reply(broken).reply(STREAM);
                TestGateway gateway = gateway(provider, "")) {
            assertThat(gateway.chat(chat("m", "hi", "")).status()).isEqualTo(500);
            gateway.chat(chat("m", "hi", ",\"stream\":true"));
            assertThat(word(gateway.chat(chat("m", "hi", ",\"stream\":true")))).isEqualTo("miss");
            provider.verify();
        }
    }

    @Test
    void whoAsksWhileTheAnswerIsOnItsWayWaitsForIt() throws Exception {
        Gate gate = new Gate();
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.after(gate, WELL));
                TestGateway gateway = gateway(provider, "");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Response>> asked = new ArrayList<>();
            asked.add(CompletableFuture.supplyAsync(() -> gateway.chat(chat("m", "hi", "")), threads));
            provider.awaitRequest(Duration.ofSeconds(5));
            for (int i = 0; i < 8; i++) {
                String more = i % 2 == 0 ? "" : ",\"stream\":true";
                asked.add(CompletableFuture.supplyAsync(() -> gateway.chat(chat("m", "hi", more)), threads));
            }
            waitFor(gateway, 8);
            gate.open();
            List<String> words = asked.stream()
                    .map(CompletableFuture::join)
                    .map(CachedAnswersTest::word)
                    .toList();
            assertThat(words).containsOnlyOnce("miss");
            assertThat(words).filteredOn("hit-exact"::equals).hasSize(8);
            assertThat(gateway.rows().stream()
                            .map(row -> row.cost().orElseThrow().nanos())
                            .filter(nanos -> nanos > 0))
                    .hasSize(1);
            provider.verify();
        }
    }

    @Test
    void whoWaitedAsksForItselfWhenTheFirstFails() throws Exception {
        Gate gate = new Gate();
        Reply no = Reply.json(500, "{\"error\":{\"message\":\"no\"}}");
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(Reply.after(gate, no))
                        .reply(WELL);
                TestGateway gateway = gateway(provider, "");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Response> first =
                    CompletableFuture.supplyAsync(() -> gateway.chat(chat("m", "hi", "")), threads);
            provider.awaitRequest(Duration.ofSeconds(5));
            CompletableFuture<Response> second =
                    CompletableFuture.supplyAsync(() -> gateway.chat(chat("m", "hi", "")), threads);
            waitFor(gateway, 1);
            gate.open();
            assertThat(first.join().status()).isEqualTo(500);
            assertThat(word(second.join())).isEqualTo("miss");
            provider.verify();
        }
    }

    /** Until so many wait for somebody else's answer. */
    private static void waitFor(TestGateway gateway, int waiting) {
        long latest = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (json(gateway.get("/api/cache/stats", TestGateway.MASTER))
                        .path("joined")
                        .asInt()
                < waiting) {
            assertThat(System.nanoTime()).as("waiting for others").isLessThan(latest);
            Thread.onSpinWait();
        }
    }

    @Test
    void callersSayWhatTheyWant() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(5).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            String wish = ",\"metadata\":{\"cache\":%s}";
            assertThat(word(gateway.chat(chat("m", "hi", wish.formatted("{\"no-store\":true}")))))
                    .isEqualTo("miss");
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("miss");
            assertThat(word(gateway.chat(chat("m", "hi", wish.formatted("{\"no-cache\":true}")))))
                    .isEqualTo("bypass");
            assertThat(word(gateway.chat(chat("m", "hi", wish.formatted("{\"namespace\":\"x\"}")))))
                    .isEqualTo("miss");
            assertThat(word(gateway.chat(chat("m", "hi", wish.formatted("{\"namespace\":\"x\"}")))))
                    .isEqualTo("hit-exact");
            assertThat(word(gateway.chat(chat("m", "hi", wish.formatted("{\"s-maxage\":0}")))))
                    .isEqualTo("miss");
            assertThat(gateway.post(
                                    "/v1/chat/completions",
                                    chat("m", "hi", ""),
                                    "Authorization",
                                    "Bearer " + TestGateway.MASTER,
                                    "x-eclusa-cache",
                                    "{\"namespace\":\"x\"}")
                            .header("x-eclusa-cache"))
                    .contains("hit-exact");
            Response wrong = gateway.chat(chat("m", "hi", wish.formatted("{\"ttl\":\"long\"}")));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.text()).contains("cache.ttl");
            assertThat(provider.requests())
                    .allSatisfy(sent -> assertThat(sent.bodyText()).doesNotContain("cache"));
            provider.verify();
        }
    }

    @Test
    void organizationsHaveAnswersOfTheirOwn() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            String one = key(gateway, "\"key_alias\":\"one\"");
            gateway.post(
                    "/organization/new",
                    "{\"organization_id\":\"o\",\"organization_alias\":\"o\"}",
                    "Authorization",
                    "Bearer " + TestGateway.MASTER);
            String other = key(gateway, "\"key_alias\":\"other\",\"organization_id\":\"o\"");
            assertThat(word(as(one, gateway, chat("m", "hi", "")))).isEqualTo("miss");
            assertThat(word(as(other, gateway, chat("m", "hi", "")))).isEqualTo("miss");
            assertThat(word(as(other, gateway, chat("m", "hi", "")))).isEqualTo("hit-exact");
            provider.verify();
        }
    }

    @Test
    void aHitIsForThoseWhoMayCallTheModelAndCostsNoBudget() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(provider, "")) {
            String limited = key(gateway, "\"models\":[\"n\"]");
            String poor = key(gateway, "\"max_budget\":0.002");
            assertThat(word(as(poor, gateway, chat("m", "hi", ",\"max_tokens\":5"))))
                    .isEqualTo("miss");
            for (int i = 0; i < 3; i++) {
                assertThat(as(limited, gateway, chat("m", "hi", ",\"max_tokens\":5"))
                                .status())
                        .isEqualTo(403);
            }
            String rich = key(gateway, "\"max_budget\":0.002");
            for (int i = 0; i < 3; i++) {
                assertThat(word(as(rich, gateway, chat("m", "hi", ",\"max_tokens\":5"))))
                        .isEqualTo("hit-exact");
            }
            assertThat(json(gateway.get("/key/info?key=" + rich, TestGateway.MASTER))
                            .path("info")
                            .path("spend")
                            .decimalValue())
                    .isZero();
            provider.verify();
        }
    }

    @Test
    void embeddingsAreKeptToo() {
        Reply vectors = Reply.json("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[0.10,-2e-3]}],\"model\":\"y\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(vectors);
                TestGateway gateway = gateway(provider, "")) {
            String body = "{\"model\":\"n\",\"input\":[\"a\"],\"encoding_format\":\"float\"}";
            Response first = gateway.post("/v1/embeddings", body, "Authorization", "Bearer " + TestGateway.MASTER);
            Response again = gateway.post("/v1/embeddings", body, "Authorization", "Bearer " + TestGateway.MASTER);
            assertThat(word(first)).isEqualTo("miss");
            assertThat(word(again)).isEqualTo("hit-exact");
            assertThat(again.text()).contains("[0.10,-2e-3]");
            provider.verify();
        }
    }

    @Test
    void whatIsKeptIsListedAndForgotten() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(4).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            gateway.chat(chat("m", "hi", ""));
            gateway.chat(chat("n", "hi", ""));
            gateway.chat(chat("m", "hi", ",\"metadata\":{\"cache\":{\"namespace\":\"x\"}}"));
            gateway.chat(chat("n", "hi", ""));
            JsonNode stats = json(gateway.get("/api/cache/stats", TestGateway.MASTER));
            assertThat(stats.path("entries").asInt()).isEqualTo(3);
            assertThat(stats.path("hit_rate").asDouble()).isEqualTo(0.25);
            JsonNode keys = json(gateway.get("/api/cache/keys", TestGateway.MASTER));
            assertThat(keys.path("keys").size()).isEqualTo(3);
            assertThat(json(gateway.delete("/api/cache?namespace=x", TestGateway.MASTER))
                            .path("deleted")
                            .asInt())
                    .isEqualTo(1);
            assertThat(json(gateway.delete("/api/cache?model=n", TestGateway.MASTER))
                            .path("deleted")
                            .asInt())
                    .isEqualTo(1);
            assertThat(word(gateway.chat(chat("n", "hi", "")))).isEqualTo("miss");
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("hit-exact");
            assertThat(json(gateway.delete("/api/cache", TestGateway.MASTER))
                            .path("deleted")
                            .asInt())
                    .isEqualTo(2);
            provider.verify();
        }
    }

    @Test
    void whatTheProviderIsToldOfTheCallerMakesItAnotherQuestion() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3).always(WELL);
                TestGateway gateway = TestGateway.of(
                        data,
                        yaml(provider, "").replace("api_key: k }", "api_key: k, forward_headers: [x-user-id] }"))) {
            List<String> words = new ArrayList<>();
            for (String[] headers : new String[][] {
                {"x-user-id", "alice"},
                {"x-user-id", "bob"},
                {"x-user-id", "bob", "openai-beta", "b"},
                {"x-user-id", "alice"}
            }) {
                List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + TestGateway.MASTER));
                all.addAll(List.of(headers));
                words.add(word(gateway.post("/v1/chat/completions", chat("m", "hi", ""), all.toArray(String[]::new))));
            }
            assertThat(words).containsExactly("miss", "miss", "miss", "hit-exact");
            provider.verify();
        }
    }

    @Test
    void anAliasOfOneTeamIsNotTheModelOfAnother() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            String aliased = key(gateway, "\"aliases\":{\"m\":\"n\"}");
            String plain = key(gateway, "\"key_alias\":\"plain\"");
            assertThat(word(as(aliased, gateway, chat("m", "hi", "")))).isEqualTo("miss");
            assertThat(word(as(plain, gateway, chat("m", "hi", "")))).isEqualTo("miss");
            assertThat(word(as(plain, gateway, chat("n", "hi", "")))).isEqualTo("hit-exact");
            provider.verify();
        }
    }

    @Test
    void anAnswerIsOnlyOfThoseWhoMayBeAsked() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("miss");
            Response other = gateway.post(
                    "/v1/chat/completions",
                    chat("m", "hi", ""),
                    "Authorization",
                    "Bearer " + TestGateway.MASTER,
                    "x-eclusa-only",
                    "another");
            assertThat(other.status()).isNotEqualTo(200);
            provider.verify();
        }
    }

    @Test
    void aFallbacksAnswerIsNotKeptAsTheModels() {
        Reply no = Reply.json(500, "{\"error\":{\"message\":\"no\"}}");
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(3).reply(no).reply(WELL).reply(WELL);
                TestGateway gateway = gateway(provider, "")) {
            String body = chat("m", "hi", ",\"metadata\":{\"fallbacks\":[\"n\"]}");
            assertThat(word(gateway.chat(body))).isEqualTo("miss");
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("miss");
            provider.verify();
        }
    }

    @Test
    void aNewAnswerLivesAsLongAsItSays() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3).always(WELL);
                TestGateway gateway = gateway(provider, "")) {
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("miss");
            gateway.chat(chat("m", "hi", ",\"metadata\":{\"cache\":{\"no-cache\":true,\"ttl\":0}}"));
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("miss");
            provider.verify();
        }
    }

    @Test
    void nonsenseIsRefused() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider, "")) {
            Response wrong = gateway.post(
                    "/v1/chat/completions",
                    chat("m", "hi", ""),
                    "Authorization",
                    "Bearer " + TestGateway.MASTER,
                    "x-eclusa-cache",
                    "{oops");
            assertThat(wrong.status()).isEqualTo(400);
            Response disguised = gateway.chat("{\"mod\\u0065l\":\"n\",\"model\":\"m\",\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"hi\"}]}");
            assertThat(disguised.status()).isEqualTo(400);
            provider.verify();
        }
    }

    @Test
    void withoutItsSectionNothingIsKept() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2).always(WELL);
                TestGateway gateway = TestGateway.of(data, yaml(provider, "").replaceAll("(?m)^cache:.*$", ""))) {
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("bypass");
            assertThat(word(gateway.chat(chat("m", "hi", "")))).isEqualTo("bypass");
            provider.verify();
        }
    }
}
