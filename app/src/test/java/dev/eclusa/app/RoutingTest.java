package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Ending;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The gateway chooses, and says why; providers that fail are left alone, and come back. */
class RoutingTest {
    private static final Reply BUSY = Reply.json(503, "{\"error\":{\"message\":\"busy\"}}");
    private static final Reply.Fixed WELL = Reply.json(Chunks.ANSWER);

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider a, ScriptedProvider b, String deployments, String more) {
        return TestGateway.of(data, """
                server: { port: 0, event_loops: 1 }
                auth: { master_key: %s, keys: [ { name: caller, key: sk-caller } ] }
                providers:
                  a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                  b: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - name: m
                    deployments: [ %s ]
                  - { name: big, deployments: [ { provider: b, model: gpt-4o, price: { input: 5, output: 10 } } ] }
                tiers: { fast: [m], premium: [big] }
                %s
                """.formatted(TestGateway.MASTER, a.port(), b.port(), deployments, more));
    }

    private static final String BOTH =
            "{ provider: a, model: x, price: { input: 1, output: 2 } }, { provider: b, model: y, price: { input: 3, output: 6 } }";

    private static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    private static JsonNode json(Response response) {
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    private static Response admin(TestGateway gateway, String method, String path, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request(
                            method,
                            path,
                            Header.list(
                                    "Authorization",
                                    "Bearer " + TestGateway.MASTER,
                                    "Content-Type",
                                    "application/json"),
                            body)
                    .read();
        }
    }

    @Test
    void anOpenBreakerSendsNobodyAndResetLetsThemPass() {
        String once = "resilience: { retry: { max_attempts: 1 }, breaker: { failure_threshold: 3 } }";
        try (ScriptedProvider ill = ScriptedProvider.expecting(4)
                        .reply(BUSY)
                        .reply(BUSY)
                        .reply(BUSY)
                        .reply(WELL);
                ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(ill, none, "{ provider: a, model: x }", once)) {
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(503);
            }
            Response rests = gateway.chat(chat("m", ""));
            assertThat(rests.status()).isEqualTo(503);
            assertThat(Long.parseLong(rests.header("retry-after").orElse("0"))).isBetween(50L, 80L);
            assertThat(admin(gateway, "POST", "/debug/circuit-breakers/reset", "")
                            .text())
                    .contains("\"were_open\":1");
            assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(200);
            ill.verify();
        }
    }

    @Test
    void theBreakersOfOthersDoNotStandInTheWay() {
        String quick = "resilience: { retry: { max_attempts: 1 }, breaker: { failure_threshold: 2 } }";
        try (ScriptedProvider ill = ScriptedProvider.expecting(2).reply(BUSY).reply(BUSY);
                ScriptedProvider well = ScriptedProvider.expecting(5)
                        .reply(WELL)
                        .reply(WELL)
                        .reply(WELL)
                        .reply(WELL)
                        .reply(WELL);
                TestGateway gateway = gateway(
                        ill, well, "{ provider: a, model: x, order: 0 }, { provider: b, model: y, order: 1 }", quick)) {
            for (int i = 0; i < 5; i++) {
                Response answer = gateway.chat(chat("m", ""));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("x-eclusa-attempts")).contains(i < 2 ? "2" : "1");
            }
            ill.verify();
            well.verify();
        }
    }

    @Test
    void retryAfterIsRest() {
        Reply limited = Reply.json(429, "{\"error\":{\"message\":\"slow\"}}").with("retry-after", "30");
        try (ScriptedProvider spent = ScriptedProvider.expecting(1).reply(limited);
                ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(spent, none, "{ provider: a, model: x }", "")) {
            assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(429);
            Response rests = gateway.chat(chat("m", ""));
            assertThat(rests.status()).isEqualTo(429);
            assertThat(Long.parseLong(rests.header("retry-after").orElse("0"))).isBetween(25L, 40L);
            spent.verify();
        }
    }

    @Test
    void aDeploymentWithNothingLeftRestsUntilItsReset() {
        Reply last = WELL.with("x-ratelimit-remaining-requests", "0").with("x-ratelimit-reset-requests", "1m0s");
        try (ScriptedProvider spent = ScriptedProvider.expecting(1).reply(last);
                ScriptedProvider well = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(
                        spent, well, "{ provider: a, model: x, order: 0 }, { provider: b, model: y, order: 1 }", "")) {
            assertThat(gateway.chat(chat("m", "")).header("x-eclusa-provider")).contains("a");
            assertThat(gateway.chat(chat("m", "")).header("x-eclusa-provider")).contains("b");
        }
    }

    @Test
    void wishesAreKept() {
        try (ScriptedProvider a = ScriptedProvider.expecting(2).reply(WELL).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(2).reply(WELL).reply(WELL);
                TestGateway gateway = gateway(a, b, BOTH, "")) {
            assertThat(gateway.chat(chat("m", ",\"metadata\":{\"preferred_provider\":\"b\"}"))
                            .header("x-eclusa-provider"))
                    .contains("b");
            assertThat(gateway.chat(chat("m", ",\"metadata\":{\"strategy\":\"cost\"}"))
                            .header("x-eclusa-provider"))
                    .contains("a");
            assertThat(gateway.chat(chat("m", ",\"metadata\":{\"max_cost\":0.0015}"))
                            .header("x-eclusa-provider"))
                    .contains("a");
            assertThat(gateway.chat(chat("big", "")).header("x-eclusa-provider"))
                    .contains("b");
            Response none = gateway.chat(chat("m", ",\"metadata\":{\"local_only\":true}"));
            assertThat(none.status()).isEqualTo(400);
            assertThat(none.text()).contains("a/x", "b/y", "not local");
            assertThat(gateway.chat(chat("m", ",\"metadata\":{\"max_cost\":\"abc\"}"))
                            .text())
                    .contains("max_cost");
            assertThat(gateway.chat(chat("m", ",\"metadata\":{\"strategy\":\"luck\"}"))
                            .text())
                    .contains("round-robin");
        }
    }

    @Test
    void aModelWithoutEyesIsNotShownPictures() {
        String blind = "{ provider: a, model: x, order: 0, capabilities: { tools: true } },"
                + " { provider: b, model: y, order: 1, capabilities: { vision: true } }";
        String picture = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]}]}";
        try (ScriptedProvider a = ScriptedProvider.expecting(0);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(a, b, blind, "")) {
            Response answer = gateway.chat(picture);
            assertThat(answer.header("x-eclusa-provider")).contains("b");
            JsonNode decision = json(gateway.get(
                    "/api/decisions/" + answer.header("x-request-id").orElse(""), TestGateway.MASTER));
            assertThat(decision.path("chosen").asString()).isEqualTo("b/y");
            assertThat(decision.path("candidates").toString()).contains("it has no vision");
        }
    }

    @Test
    void tiersAndAutoAreModels() {
        try (ScriptedProvider a = ScriptedProvider.expecting(2).reply(WELL).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(2).reply(WELL).reply(WELL);
                TestGateway gateway = gateway(a, b, "{ provider: a, model: x }", "")) {
            Response fast = gateway.chat(chat("fast", ""));
            assertThat(fast.header("x-eclusa-tier")).contains("1");
            assertThat(fast.header("x-eclusa-provider")).contains("a");
            assertThat(gateway.chat(chat("tier4", "")).header("x-eclusa-provider"))
                    .contains("b");
            assertThat(gateway.post(
                                    "/ai/chat/completions",
                                    "{\"messages\":[{\"role\":\"user\",\"content\":\"oi, tudo bem?\"}]}",
                                    "Authorization",
                                    "Bearer " + TestGateway.MASTER)
                            .header("x-eclusa-tier"))
                    .contains("1");
            assertThat(gateway.chat(chat("auto", ",\"metadata\":{\"tier\":\"premium\"}"))
                            .header("x-eclusa-tier"))
                    .contains("4");
            a.verify();
            b.verify();
        }
    }

    @Test
    void noMoreCallsAtATimeThanItMayHave() throws Exception {
        Gate hold = new Gate();
        try (ScriptedProvider a = ScriptedProvider.expecting(1)
                        .reply(Reply.sse(Chunks.text("held"), Step.await(hold), Chunks.stop(), Chunks.done()));
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x, order: 0, max_concurrent: 1 }, { provider: b, model: y, order: 1 }",
                        "");
                RawClient first = RawClient.connect(gateway.port())) {
            first.request(
                            "POST",
                            "/v1/chat/completions",
                            Header.list("Authorization", "Bearer " + TestGateway.MASTER),
                            chat("m", ",\"stream\":true"))
                    .readHead();
            assertThat(gateway.chat(chat("m", "")).header("x-eclusa-provider")).contains("b");
            hold.open();
            first.readUntil("[DONE]");
        }
    }

    @Test
    void aBrokenStreamIsGoneOnWithWhenTheCallerAsksForIt() {
        String stream = chat("m", ",\"stream\":true,\"metadata\":{\"resume\":true}");
        Reply breaks = Reply.sse(Chunks.role(), Chunks.text("Once upon a time "), Chunks.text("there was"))
                .ending(Ending.RESET);
        Reply goesOn = Reply.sse(
                Chunks.role(),
                Chunks.text("there was"),
                Chunks.text(" a king."),
                Chunks.stop(),
                Chunks.usage(),
                Chunks.done());
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(breaks);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(goesOn);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x, order: 0, price: { input: 1, output: 2 } },"
                                + " { provider: b, model: y, order: 1, price: { input: 1, output: 2 } }",
                        "")) {
            Response answer = gateway.chat(stream);
            assertThat(answer.text()).contains(": resumed").doesNotContain("\"error\"");
            assertThat(words(answer.text())).isEqualTo("Once upon a time there was a king.");
            assertThat(b.requests().getFirst().bodyText())
                    .contains("\"role\":\"assistant\"")
                    .contains("Once upon a time there was")
                    .doesNotContain("resume");
            CallRow row = gateway.rows().getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(row.attempts()).hasSize(2);
            assertThat(row.cost().orElseThrow().nanos())
                    .isEqualTo(row.attempts().stream()
                            .mapToLong(attempt -> attempt.cost().orElseThrow().nanos())
                            .sum())
                    .isPositive();
        }
    }

    @Test
    void aBrokenStreamThatNobodyCanGoOnWithEndsHonestly() {
        Reply breaks = Reply.sse(Chunks.text("Once")).ending(Ending.RESET);
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(breaks);
                ScriptedProvider b =
                        ScriptedProvider.expecting(3).reply(BUSY).reply(BUSY).reply(BUSY);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x, order: 0 }, { provider: b, model: y, order: 1 }",
                        "routing: { resume: true }\nresilience: { retry: { max_attempts: 1 } }")) {
            Response answer = gateway.chat(chat("m", ",\"stream\":true"));
            assertThat(answer.text()).contains("Once").contains("\"error\"");
            assertThat(gateway.rows().getFirst().outcome()).isEqualTo(Outcome.INCOMPLETE);
        }
    }

    private static String words(String stream) {
        StringBuilder words = new StringBuilder();
        Pattern.compile("\"content\":\"([^\"]*)\"")
                .matcher(stream)
                .results()
                .forEach(found -> words.append(found.group(1)));
        return words.toString();
    }

    @Test
    void aCallWaitsForAPlaceWhereEverybodyIsFull() throws Exception {
        Gate hold = new Gate();
        try (ScriptedProvider a = ScriptedProvider.expecting(2)
                        .reply(Reply.sse(Chunks.text("held"), Step.await(hold), Chunks.stop(), Chunks.done()))
                        .reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x, max_concurrent: 1 }",
                        "routing: { on_exhausted: { queue: { max: 10s } } }");
                RawClient first = RawClient.connect(gateway.port());
                RawClient second = RawClient.connect(gateway.port())) {
            List<Header> key = Header.list("Authorization", "Bearer " + TestGateway.MASTER);
            first.request("POST", "/v1/chat/completions", key, chat("m", ",\"stream\":true"))
                    .readHead();
            second.request("POST", "/v1/chat/completions", key, chat("m", ""));
            hold.open();
            first.readUntil("[DONE]");
            assertThat(second.read().status()).isEqualTo(200);
        }
    }

    @Test
    void noMoreWaitForAPlaceThanThereAreToWaitIn() throws Exception {
        Gate hold = new Gate();
        try (ScriptedProvider a = ScriptedProvider.expecting(2)
                        .reply(Reply.sse(Chunks.text("held"), Step.await(hold), Chunks.stop(), Chunks.done()))
                        .reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x, max_concurrent: 1 }",
                        "routing: { on_exhausted: { queue: { max: 10s, places: 1 } } }");
                RawClient first = RawClient.connect(gateway.port());
                RawClient second = RawClient.connect(gateway.port())) {
            List<Header> key = Header.list("Authorization", "Bearer " + TestGateway.MASTER);
            first.request("POST", "/v1/chat/completions", key, chat("m", ",\"stream\":true"))
                    .readHead();
            second.request("POST", "/v1/chat/completions", key, chat("m", ""));
            assertThat(gateway.chat(chat("m", "")).status()).as("the third").isEqualTo(503);
            hold.open();
            first.readUntil("[DONE]");
            assertThat(second.read().status()).isEqualTo(200);
            a.verify();
        }
    }

    @Test
    void anExhaustedGroupFallsBackToWhereTheOperatorSays() {
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(BUSY);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x }",
                        "routing: { on_exhausted: { fallback: big } }\n"
                                + "resilience: { retry: { max_attempts: 1 }, breaker: { failure_threshold: 1 } }")) {
            assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(503);
            assertThat(gateway.chat(chat("m", "")).header("x-eclusa-provider")).contains("b");
        }
    }

    @Test
    void thoughtsBetweenTagsAreThinkingWhereTheDeploymentSaysSo() {
        Reply stream = Reply.sse(
                Chunks.role(),
                Chunks.text("<thi"),
                Chunks.text("nk>hm</think>\\n\\nyes"),
                Chunks.stop(),
                Chunks.done());
        Reply whole = Reply.json(Chunks.ANSWER.replace("Hi", "<think>hm</think>\\n\\nyes"));
        try (ScriptedProvider a = ScriptedProvider.expecting(2).reply(stream, whole);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(a, b, "{ provider: a, model: x, think_tags: true }", "")) {
            String streamed = gateway.chat(chat("m", ",\"stream\":true")).text();
            assertThat(streamed).contains("\"reasoning_content\":\"hm\"").doesNotContain("think>");
            assertThat(words(streamed)).isEqualTo("yes");
            JsonNode message =
                    json(gateway.chat(chat("m", ""))).path("choices").path(0).path("message");
            assertThat(message.path("reasoning_content").asString()).isEqualTo("hm");
            assertThat(message.path("content").asString()).isEqualTo("yes");
        }
    }

    @Test
    void aRequestThatCannotBeWrittenForItsTargetGivesItsPlaceBack() {
        String answer = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\",\"content\":"
                + "[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
        try (ScriptedProvider claude = ScriptedProvider.expecting(1).reply(Reply.json(answer));
                TestGateway gateway = TestGateway.of(data, """
                        server: { port: 0 }
                        auth: { master_key: %s }
                        providers: { c: { preset: anthropic, base_url: "http://127.0.0.1:%d", api_key: k } }
                        models: [ { name: m, deployments: [ { provider: c, model: x, max_concurrent: 1 } ] } ]
                        """.formatted(TestGateway.MASTER, claude.port()))) {
            assertThat(gateway.chat(chat("m", ",\"tools\":[5]")).status()).isEqualTo(400);
            assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(200);
        }
    }

    @Test
    void explainsWithoutCalling() {
        try (ScriptedProvider a = ScriptedProvider.expecting(0);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(a, b, BOTH, "")) {
            JsonNode told = json(admin(gateway, "POST", "/api/route/explain", chat("m", "")));
            assertThat(told.path("chosen").asString()).isEqualTo("a/x");
            assertThat(told.path("candidates")).hasSize(2);
            JsonNode auto = json(admin(
                    gateway,
                    "POST",
                    "/api/route/explain",
                    chat("auto", "").replace("hi", "Prove step by step that the halting problem is undecidable")));
            assertThat(auto.path("classified").asString()).contains("reasoning");
            assertThat(auto.path("chosen").asString()).isEqualTo("b/gpt-4o");
            Response refused =
                    admin(gateway, "POST", "/api/route/explain", chat("m", ",\"metadata\":{\"local_only\":true}"));
            assertThat(json(refused).path("refusal").path("status").asInt()).isEqualTo(400);
            assertThat(admin(gateway, "POST", "/api/route/explain", "[").status())
                    .isEqualTo(400);
            assertThat(gateway.get("/api/decisions/nobody", TestGateway.MASTER).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void loadBalancingChoosesAndIsSteered() {
        try (ScriptedProvider a = ScriptedProvider.expecting(0);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(a, b, BOTH, "")) {
            JsonNode chosen = json(gateway.get("/api/load-balancing?modelType=chat", "sk-caller"));
            assertThat(chosen.path("provider").asString()).isEqualTo("a");
            assertThat(chosen.path("estimated").path("costPer1k").asDouble()).isEqualTo(0.0015);
            assertThat(chosen.path("candidates")).hasSize(3);
            assertThat(json(gateway.get("/api/load-balancing?preferredProvider=b", "sk-caller"))
                            .path("provider")
                            .asString())
                    .isEqualTo("b");
            assertThat(gateway.get("/api/load-balancing?maxCost=abc", "sk-caller")
                            .status())
                    .isEqualTo(400);
            Response none = gateway.get("/api/load-balancing?maxCost=0.0000001", "sk-caller");
            assertThat(none.status()).isEqualTo(400);
            assertThat(none.text()).contains("a/x", "b/y", "b/gpt-4o");

            String path = "/api/load-balancing";
            assertThat(admin(gateway, "POST", path, "{\"provider\":\"a\",\"action\":\"increment\"}")
                            .text())
                    .contains("\"load\":1");
            assertThat(json(gateway.get(path, "sk-caller"))
                            .path("factors")
                            .path("load")
                            .asDouble())
                    .isGreaterThanOrEqualTo(0);
            assertThat(admin(gateway, "POST", path, "{\"provider\":\"a\",\"action\":\"decrement\"}")
                            .text())
                    .contains("\"load\":0");
            assertThat(admin(gateway, "POST", path, "{\"provider\":\"a\",\"action\":\"decrement\"}")
                            .text())
                    .contains("\"load\":0", "message");
            assertThat(admin(gateway, "POST", path, "{\"provider\":\"a\",\"action\":\"double\"}")
                            .status())
                    .isEqualTo(400);
            Response unknown = admin(gateway, "POST", path, "{\"provider\":\"z\",\"action\":\"increment\"}");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.text()).contains("a, b");
            assertThat(gateway.post(
                                    path,
                                    "{\"provider\":\"a\",\"action\":\"increment\"}",
                                    "Authorization",
                                    "Bearer sk-caller")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void weightsAreSetWhileItRuns() {
        String path = "/api/load-balancing/providers/a";
        try (ScriptedProvider a = ScriptedProvider.expecting(0);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(a, b, BOTH, "")) {
            JsonNode told =
                    json(admin(gateway, "PUT", path, "{\"costWeight\":0.5,\"priority\":7,\"maxConcurrent\":9}"));
            assertThat(told.path("priority").asInt()).isEqualTo(7);
            assertThat(told.path("maxConcurrent").asInt()).isEqualTo(9);
            assertThat(told.path("costWeight").asDouble()).isEqualTo(35.714);
            for (String bad : List.of(
                    "{\"costWeight\":-1}",
                    "{\"costWeight\":\"x\"}",
                    "{\"costWeight\":0,\"latencyWeight\":0,\"reliabilityWeight\":0,\"loadWeight\":0,\"priorityWeight\":0}",
                    "{\"priority\":1.5}",
                    "{\"costWeight\":NaN}")) {
                assertThat(admin(gateway, "PUT", path, bad).status()).as(bad).isEqualTo(400);
            }
            assertThat(admin(gateway, "PUT", "/api/load-balancing/providers/z", "{}")
                            .status())
                    .isEqualTo(404);
            assertThat(admin(gateway, "GET", path, "").status()).isEqualTo(405);
        }
    }

    @Test
    void modelsAreListedWithWhatIsKnown() {
        Reply list = Reply.json("{\"data\":[{\"id\":\"x\"},{\"id\":\"gpt-4o-mini\"}]}");
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(list);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(Reply.html(200, "<html>no</html>"));
                TestGateway gateway = gateway(a, b, BOTH, "")) {
            JsonNode all = json(gateway.get("/api/models", "sk-caller"));
            assertThat(all.path("count").asInt()).isEqualTo(4);
            assertThat(all.path("cache_hit").asBoolean()).isFalse();
            JsonNode found = json(gateway.get("/api/models/search?q=mini", "sk-caller"));
            assertThat(found.path("count").asInt()).isEqualTo(1);
            assertThat(found.path("cache_hit").asBoolean()).isTrue();
            JsonNode mini = found.path("models").path(0);
            assertThat(mini.path("source").asString()).isEqualTo("discovered");
            assertThat(mini.path("input_cost").decimalValue()).isEqualByComparingTo("0.00015");
            assertThat(json(gateway.get("/api/models?provider=b", "sk-caller"))
                            .path("count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(json(gateway.get("/api/models?max_cost=0.002", "sk-caller"))
                            .path("count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(gateway.get("/api/models?max_cost=abc", "sk-caller").status())
                    .isEqualTo(400);
            JsonNode status = json(gateway.get("/v1/status", "sk-caller"));
            assertThat(status.path("a").asBoolean()).isTrue();
            assertThat(status.path("b").asBoolean()).isFalse();
            assertThat(json(gateway.get("/api/providers", "sk-caller"))
                            .path("count")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aRuleOverridesWhatTheTextSeems() {
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "{ provider: a, model: x }",
                        "routing: { rules: [ { if: \"vip and tokens < 4000\", tier: premium } ] }")) {
            assertThat(gateway.chat(chat("auto", "")).header("x-eclusa-tier")).contains("1");
            Response lifted = gateway.chat(chat("auto", ",\"metadata\":{\"customer_value\":\"vip\"}"));
            assertThat(lifted.header("x-eclusa-tier")).contains("4");
            Response why = admin(
                    gateway, "POST", "/api/route/explain", chat("auto", ",\"metadata\":{\"customer_value\":\"vip\"}"));
            assertThat(why.text()).contains("the rule 'vip and tokens < 4000'");
        }
    }

    @Test
    void aDeploymentMaySayItsTier() {
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(a, b, "{ provider: a, model: x, tier: balanced }", "")) {
            Response answer = gateway.chat(chat("balanced", ""));
            assertThat(answer.header("x-eclusa-provider")).contains("a");
            assertThat(answer.header("x-eclusa-tier")).contains("2");
        }
    }
}
