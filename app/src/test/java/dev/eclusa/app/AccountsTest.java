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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys, users, teams and organizations over the wire: what they may use and spend holds, and is counted once. */
class AccountsTest {
    /** Charged 1,000 prompt and 500 answer tokens, 400 of them cached: 0.0018 USD at the prices below. */
    private static final Reply ANSWER = Reply.json(Chunks.ANSWER);

    private static final Cost EACH = new Cost(1_800_000);

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - { name: m, deployments: [ { provider: p, model: x, price: { input: 1, cached_input: 0.5, output: 2 } } ] }
                  - { name: free, deployments: [ { provider: p, model: unheard-of } ] }
                resilience: { retry: { max_attempts: 1 } }
                """.formatted(TestGateway.MASTER, provider.port()));
    }

    private static ScriptedProvider answering(int fewest, int most) {
        return ScriptedProvider.expecting(fewest, most).always(ANSWER);
    }

    private static Response admin(TestGateway gateway, String path, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + TestGateway.MASTER);
    }

    private static JsonNode json(Response response) {
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    private static String key(TestGateway gateway, String fields) {
        Response made = admin(gateway, "/key/generate", "{" + fields + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return json(made).path("key").asString();
    }

    private static Response call(TestGateway gateway, String key, String more) {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}",
                "Authorization",
                "Bearer " + key);
    }

    private static JsonNode info(TestGateway gateway, String key) {
        return json(gateway.get("/key/info?key=" + key, TestGateway.MASTER)).path("info");
    }

    @Test
    void callsOneAfterAnotherThatFitTheBudgetAllPass() {
        try (ScriptedProvider provider = answering(80, 80);
                TestGateway gateway = gateway(provider)) {
            String bounded = key(gateway, "\"max_budget\":0.0721");
            String unbounded = key(gateway, "\"max_budget\":0.0721");
            for (int i = 0; i < 40; i++) {
                assertThat(call(gateway, bounded, ",\"max_tokens\":500").status())
                        .as("call " + i)
                        .isEqualTo(200);
                assertThat(call(gateway, unbounded, "").status())
                        .as("call " + i)
                        .isEqualTo(200);
            }
            assertThat(info(gateway, bounded).path("spend").decimalValue()).isEqualByComparingTo("0.072");
            admin(gateway, "/key/update", "{\"key\":\"" + bounded + "\",\"max_budget\":0.05}");
            Response over = call(gateway, bounded, "");
            assertThat(over.status()).isEqualTo(429);
            assertThat(over.header("x-should-retry")).contains("false");
            assertThat(over.text()).contains("\"budget_exceeded\"").contains("\"insufficient_quota\"");
            provider.verify();
        }
    }

    @Test
    void aBudgetGivesItsLimitsToThoseThatNameIt() {
        try (ScriptedProvider provider = answering(4, 4);
                TestGateway gateway = gateway(provider)) {
            assertThat(admin(gateway, "/budget/new", "{\"budget_id\":\"b\",\"rpm_limit\":1}")
                            .status())
                    .isEqualTo(200);
            assertThat(admin(gateway, "/budget/new", "{\"budget_id\":\"b\"}").status())
                    .isEqualTo(400);
            String key = key(gateway, "\"budget_id\":\"b\"");
            String other = key(gateway, "\"budget_id\":\"b\"");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            assertThat(call(gateway, key, "").status()).isEqualTo(429);
            assertThat(call(gateway, other, "").status())
                    .as("each has its own count")
                    .isEqualTo(200);
            admin(gateway, "/budget/update", "{\"budget_id\":\"b\",\"rpm_limit\":2}");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            assertThat(call(gateway, key, "").status()).isEqualTo(429);
            assertThat(json(admin(gateway, "/budget/info", "{\"budgets\":[\"b\"]}"))
                            .path(0)
                            .path("rpm_limit")
                            .asInt())
                    .isEqualTo(2);
            assertThat(admin(gateway, "/budget/new", "{\"max_budget\":-1}").status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"budget_id\":\"nobody\"}")
                            .status())
                    .isEqualTo(400);
            admin(gateway, "/budget/delete", "{\"id\":\"b\"}");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            provider.verify();
        }
    }

    @Test
    void plansAndRoutesLimitWhatAccountsDoNotSay() {
        try (ScriptedProvider provider = answering(6, 6);
                TestGateway gateway = TestGateway.before(data, """
                limits:
                  plans: { free: { requests: 2/minute }, pro: { requests: 1000/minute } }
                  default_plan: free
                  routes: { "/v1/chat/completions": 3/minute }
                """, Map.of("p", provider.port()))) {
            String free = key(gateway, "");
            String pro = key(gateway, "\"plan\":\"pro\"");
            String own = key(gateway, "\"rpm_limit\":1");
            assertThat(IntStream.range(0, 5).map(i -> call(gateway, free, "").status()))
                    .containsExactly(200, 200, 429, 429, 429);
            assertThat(IntStream.range(0, 4).map(i -> call(gateway, pro, "").status()))
                    .as("by the route")
                    .containsExactly(200, 200, 200, 429);
            assertThat(call(gateway, pro, "").text()).contains("on /v1/chat/completions may make 3 requests a minute");
            assertThat(IntStream.range(0, 2).map(i -> call(gateway, own, "").status()))
                    .containsExactly(200, 429);
            assertThat(admin(gateway, "/key/generate", "{\"plan\":\"gold\"}").status())
                    .isEqualTo(400);
            provider.verify();
        }
    }

    @Test
    void aBurstIsLimitedBesideTheRate() {
        try (ScriptedProvider provider = answering(7, 120);
                TestGateway gateway = TestGateway.before(data, """
                limits:
                  routes: { "/v1/chat/completions": "100/minute, burst 4" }
                """, Map.of("p", provider.port()))) {
            String key = key(gateway, "");
            String own = key(gateway, "\"rpm_burst\":3");
            long began = System.nanoTime();
            List<Integer> statuses = IntStream.range(0, 8)
                    .map(i -> call(gateway, key, "").status())
                    .boxed()
                    .toList();
            boolean withinASecond = System.nanoTime() - began < 1_000_000_000L;
            assertThat(statuses.subList(0, 4)).containsOnly(200);
            assertThat(statuses).as("within a second: " + withinASecond).contains(withinASecond ? 429 : 200);
            Response refused = refused(gateway, own);
            assertThat(refused.text()).contains("may make 3 requests a second");
            assertThat(refused.header("retry-after")).isPresent();
            assertThat(admin(gateway, "/key/generate", "{\"rpm_burst\":-1}").status())
                    .isEqualTo(400);
        }
    }

    private static Response refused(TestGateway gateway, String key) {
        for (int i = 0; i < 100; i++) {
            Response answer = call(gateway, key, "");
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError("a hundred calls in a row were let in");
    }

    @Test
    void twoHundredAtATimeDoNotOverspendAnOrganization() throws Exception {
        try (ScriptedProvider provider = answering(40, 51);
                TestGateway gateway = gateway(provider)) {
            admin(gateway, "/organization/new", "{\"organization_id\":\"o\",\"max_budget\":0.09}");
            admin(gateway, "/team/new", "{\"team_id\":\"t\",\"organization_id\":\"o\"}");
            String key = key(gateway, "\"team_id\":\"t\"");
            List<Future<Integer>> calls = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    calls.add(threads.submit(
                            () -> call(gateway, key, ",\"max_tokens\":900").status()));
                }
            }
            long answered = 0;
            for (Future<Integer> call : calls) {
                answered += call.get() == 200 ? 1 : 0;
            }
            assertThat(answered).isBetween(40L, 51L);
            assertThat(gateway.rows().stream()
                            .filter(row -> row.begin().caller().organization().equals("o")))
                    .hasSizeGreaterThanOrEqualTo((int) Math.min(100, answered));
            provider.verify();
        }
    }

    @Test
    void theProviderNeverSeesMoreThanTheyMayHaveAtATimeAndPlacesComeBack() throws Exception {
        Reply slow = Reply.after(Duration.ofMillis(50), ANSWER);
        try (ScriptedProvider provider = ScriptedProvider.expecting(5, 60).always(slow);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"max_parallel_requests\":5");
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 50; i++) {
                    threads.submit(() -> call(gateway, key, ""));
                }
            }
            assertThat(provider.mostConcurrentCalls()).isBetween(1, 5);
            for (int i = 0; i < 5; i++) {
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aClientThatLeavesGivesItsPlaceBackAndIsChargedOnce() {
        Gate never = new Gate();
        Reply stuck = Reply.sse(Chunks.role(), Chunks.text("Hi"), Step.await(never), Chunks.stop(), Chunks.done());
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(2).reply(stuck).reply(ANSWER);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"max_parallel_requests\":1,\"max_budget\":1");
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.request(
                        "POST",
                        "/v1/chat/completions",
                        Header.list("Authorization", "Bearer " + key, "Content-Type", "application/json"),
                        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
                never.reached().join();
                assertThat(call(gateway, key, "").status()).isEqualTo(429);
            }
            provider.clientGone().join();
            long latest = System.nanoTime() + 10_000_000_000L;
            Response next = call(gateway, key, "");
            while (next.status() == 429 && System.nanoTime() < latest) {
                next = call(gateway, key, "");
            }
            assertThat(next.status()).isEqualTo(200);
            List<CallRow> rows = gateway.rows();
            assertThat(rows).hasSize(2);
            long sum = rows.stream()
                    .mapToLong(row -> row.cost().orElseThrow().nanos())
                    .sum();
            assertThat(info(gateway, key)
                            .path("spend")
                            .decimalValue()
                            .movePointRight(9)
                            .longValueExact())
                    .isEqualTo(sum);
        }
    }

    @Test
    void aRestartLetsNobodyBeginTheMinuteAnew() {
        try (ScriptedProvider provider = answering(3, 3)) {
            String key;
            try (TestGateway gateway = gateway(provider)) {
                key = key(gateway, "\"rpm_limit\":3");
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
            }
            try (TestGateway gateway = gateway(provider)) {
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
                assertThat(call(gateway, key, "").status()).isEqualTo(429);
            }
            provider.verify();
        }
    }

    @Test
    void whatWasSpentIsKnownAfterARestartAndAfterRotation() {
        try (ScriptedProvider provider = answering(3, 3)) {
            String key;
            try (TestGateway gateway = gateway(provider)) {
                key = key(gateway, "\"max_budget\":0.005,\"budget_duration\":\"30d\",\"key_alias\":\"ci\"");
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
                Response rotated = admin(gateway, "/key/" + key + "/regenerate", "{}");
                String fresh = json(rotated).path("key").asString();
                assertThat(call(gateway, key, "").status()).as("the old one").isEqualTo(401);
                assertThat(call(gateway, fresh, "").status()).isEqualTo(200);
                key = fresh;
            }
            try (TestGateway gateway = gateway(provider)) {
                assertThat(info(gateway, key).path("spend").decimalValue()).isEqualByComparingTo("0.0036");
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
                assertThat(call(gateway, key, "").status()).isEqualTo(429);
                assertThat(gateway.rows().stream()
                                .map(row -> row.cost().orElseThrow())
                                .reduce(Cost.ZERO, Cost::plus))
                        .isEqualTo(EACH.plus(EACH).plus(EACH));
            }
            provider.verify();
        }
    }

    @Test
    void eachLimitNamesWhoseItIsAndSaysWhatIsLeft() {
        try (ScriptedProvider provider = answering(2, 2);
                TestGateway gateway = gateway(provider)) {
            admin(gateway, "/team/new", "{\"team_id\":\"t\",\"rpm_limit\":2}");
            String key = key(gateway, "\"team_id\":\"t\",\"rpm_limit\":100");
            Response first = call(gateway, key, "");
            assertThat(first.header("x-ratelimit-limit-requests")).contains("2");
            assertThat(first.header("x-ratelimit-remaining-requests")).contains("1");
            call(gateway, key, "");
            Response refused = call(gateway, key, "");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text()).contains("The team 't' may make 2 requests a minute");
            assertThat(Long.parseLong(refused.header("retry-after").orElse("0")))
                    .isBetween(50L, 61L);
            provider.verify();
        }
    }

    @Test
    void freezingBlockingAndDeletingHoldAtOnce() {
        try (ScriptedProvider provider = answering(2, 2);
                TestGateway gateway = gateway(provider)) {
            admin(gateway, "/team/new", "{\"team_id\":\"t\"}");
            String key = key(gateway, "\"team_id\":\"t\"");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            admin(gateway, "/team/block", "{\"team_id\":\"t\"}");
            assertThat(call(gateway, key, "").status()).isEqualTo(403);
            admin(gateway, "/team/unblock", "{\"team_id\":\"t\"}");
            admin(gateway, "/key/block", "{\"key\":\"" + key + "\"}");
            assertThat(call(gateway, key, "").status()).isEqualTo(401);
            admin(gateway, "/key/unblock", "{\"key\":\"" + key + "\"}");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            admin(gateway, "/key/delete", "{\"keys\":[\"" + key + "\"]}");
            assertThat(call(gateway, key, "").status()).isEqualTo(401);
            assertThat(admin(gateway, "/key/delete", "{\"keys\":[\"" + key + "\"]}")
                            .status())
                    .isEqualTo(404);
            provider.verify();
        }
    }

    @Test
    void modelsAreThoseThatEverybodyAboveAllows() {
        try (ScriptedProvider provider = answering(1, 1);
                TestGateway gateway = gateway(provider)) {
            admin(gateway, "/team/new", "{\"team_id\":\"t\",\"models\":[\"m\"]}");
            String key = key(gateway, "\"team_id\":\"t\",\"models\":[\"m\",\"free\"]");
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
            Response other = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"free\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    "Authorization",
                    "Bearer " + key);
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.text()).contains("free");
            provider.verify();
        }
    }

    @Test
    void aBudgetPaysOnlyWhereThePriceIsKnown() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"max_budget\":1");
            Response refused = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"free\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    "Authorization",
                    "Bearer " + key);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("no price");
            provider.verify();
        }
    }

    @Test
    void aRepetitionWithTheSameIdempotencyKeyMakesNoSecondKey() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String[] headers = {"Authorization", "Bearer " + TestGateway.MASTER, "Idempotency-Key", "once"};
            Response first = gateway.post("/key/generate", "{\"key_alias\":\"a\"}", headers);
            assertThat(gateway.post("/key/generate", "{\"key_alias\":\"a\"}", headers)
                            .text())
                    .isEqualTo(first.text());
            assertThat(gateway.post("/key/generate", "{\"key_alias\":\"b\"}", headers)
                            .status())
                    .isEqualTo(409);
            assertThat(json(gateway.get("/key/list", TestGateway.MASTER))
                            .path("total_count")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void teamsMayShareANameButNoId() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            assertThat(admin(gateway, "/team/new", "{\"team_id\":\"a\",\"team_alias\":\"x\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(admin(gateway, "/team/new", "{\"team_id\":\"b\",\"team_alias\":\"x\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(admin(gateway, "/team/new", "{\"team_id\":\"a\"}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aKeyIsReadFromAuthorizationAfterTheWordBearerOnly() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"key_alias\":\"k\"");
            for (String carried : List.of("Bearer " + key, "bearer " + key)) {
                assertThat(models(gateway, carried)).isEqualTo(200);
            }
            for (String carried : List.of(key, "Basic " + key, "Token " + key, "")) {
                assertThat(models(gateway, carried)).as(carried).isEqualTo(401);
            }
        }
    }

    private static int models(TestGateway gateway, String authorization) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request("GET", "/v1/models", Header.list("Authorization", authorization), "")
                    .read()
                    .status();
        }
    }

    @Test
    void aNameThatIsNoModelIsForbiddenToWhoeverMayCallSomeOnly() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String narrow = key(gateway, "\"models\":[\"n\"]");
            String wide = key(gateway, "\"key_alias\":\"wide\"");
            Response refused = named(gateway, narrow, "mm");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("'mm'").doesNotContain("Did you mean");
            assertThat(named(gateway, wide, "mm").status()).isEqualTo(404);
        }
    }

    private static Response named(TestGateway gateway, String key, String model) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return gateway.post("/v1/chat/completions", body, "Authorization", "Bearer " + key);
    }

    @Test
    void badInputIsRefusedAndChangesNothing() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"key_alias\":\"taken\"");
            assertThat(admin(gateway, "/key/generate", "{\"max_budget\":-1}").status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"max_budget\":\"lots\"}")
                            .status())
                    .isEqualTo(422);
            assertThat(admin(gateway, "/key/generate", "{\"models\":\"m\"}").status())
                    .isEqualTo(422);
            assertThat(admin(gateway, "/key/generate", "{\"budget_duration\":\"fortnight\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"duration\":\"soon\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"key_alias\":\"taken\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"key_alias\":\"" + "a".repeat(10_000) + "\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"key\":\"no-prefix-0123456789\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"key_alias\":\"' OR '1'='1\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.post("/key/generate", "{}", "Authorization", "Bearer " + key)
                            .status())
                    .as("a caller makes no keys")
                    .isEqualTo(403);
            assertThat(gateway.get("/key/info?key=" + TestGateway.MASTER, key).status())
                    .isEqualTo(404);
            assertThat(json(gateway.get("/key/list", TestGateway.MASTER))
                            .path("total_count")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aMistypedPathRotatesNoKey() {
        try (ScriptedProvider provider = answering(1, 1);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "");
            assertThat(admin(gateway, "/key/updat", "{\"key\":\"" + key + "\"}").status())
                    .isEqualTo(404);
            assertThat(call(gateway, key, "").status()).isEqualTo(200);
        }
    }

    @Test
    void aKeyThatHasExpiredIsUnknown() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"duration\":\"0s\"");
            assertThat(call(gateway, key, "").status()).isEqualTo(401);
        }
    }

    @Test
    void aRoleIsWhatItsUserHas() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            admin(gateway, "/user/new", "{\"user_id\":\"v\",\"user_role\":\"proxy_admin_viewer\"}");
            admin(gateway, "/user/new", "{\"user_id\":\"o\",\"user_role\":\"operator\"}");
            admin(gateway, "/user/new", "{\"user_id\":\"a\",\"user_role\":\"proxy_admin\"}");
            String caller = key(gateway, "\"key_alias\":\"c\"");
            String viewer = key(gateway, "\"user_id\":\"v\"");
            String operator = key(gateway, "\"user_id\":\"o\"");
            String chief = key(gateway, "\"user_id\":\"a\"");
            assertThat(gateway.get("/key/list", caller).status()).isEqualTo(403);
            assertThat(gateway.get("/key/list", viewer).status()).isEqualTo(200);
            assertThat(gateway.get("/spend/logs", viewer).status()).isEqualTo(200);
            assertThat(may(gateway, viewer, "/debug/circuit-breakers/reset")).isEqualTo(403);
            assertThat(may(gateway, operator, "/debug/circuit-breakers/reset")).isEqualTo(200);
            assertThat(may(gateway, operator, "/key/generate")).isEqualTo(403);
            assertThat(may(gateway, chief, "/key/generate")).isEqualTo(200);
            admin(gateway, "/user/update", "{\"user_id\":\"a\",\"user_role\":\"internal_user_viewer\"}");
            assertThat(may(gateway, chief, "/key/generate")).isEqualTo(403);
        }
    }

    @Test
    void anInternalUserManagesItsOwnKeysAndNoOthers() {
        try (ScriptedProvider provider = answering(1, 1);
                TestGateway gateway = gateway(provider)) {
            admin(
                    gateway,
                    "/team/new",
                    "{\"team_id\":\"hers\",\"members_with_roles\":[{\"role\":\"user\",\"user_id\":\"ana\"}]}");
            admin(
                    gateway,
                    "/team/permissions_update",
                    "{\"team_id\":\"hers\",\"team_member_permissions\":[\"/key/generate\"]}");
            admin(gateway, "/team/new", "{\"team_id\":\"others\"}");
            String first = json(admin(
                            gateway,
                            "/user/new",
                            "{\"user_id\":\"ana\",\"user_role\":\"internal_user\",\"max_budget\":0.001}"))
                    .path("key")
                    .asString();
            String foreign = key(gateway, "\"user_id\":\"bob\"");
            Response made = as(gateway, first, "/key/generate", "{\"team_id\":\"hers\",\"max_budget\":5}");
            assertThat(made.status()).as(made.text()).isEqualTo(200);
            assertThat(json(made).path("user_id").asString()).isEqualTo("ana");
            String second = json(made).path("key").asString();
            assertThat(call(gateway, second, "").status()).isEqualTo(200);
            assertThat(call(gateway, second, "").text()).contains("user 'ana' has spent its budget");
            for (String refused :
                    List.of("{\"user_id\":\"bob\"}", "{\"team_id\":\"others\"}", "{\"organization_id\":\"o\"}")) {
                assertThat(as(gateway, first, "/key/generate", refused).status())
                        .as(refused)
                        .isEqualTo(403);
            }
            String itself = "{\"key\":\"" + second + "\"";
            assertThat(as(gateway, first, "/key/update", itself + ",\"user_id\":\"bob\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(as(gateway, first, "/key/update", itself + ",\"max_budget\":null}")
                            .status())
                    .as("what limits it is for admins")
                    .isEqualTo(403);
            assertThat(as(gateway, first, "/key/regenerate", itself + ",\"max_budget\":50}")
                            .status())
                    .isEqualTo(403);
            assertThat(as(gateway, first, "/key/generate", "{\"aliases\":{\"m\":\"dear\"}}")
                            .status())
                    .isEqualTo(403);
            for (String path : List.of("/key/update", "/key/block", "/key/regenerate")) {
                assertThat(as(gateway, first, path, "{\"key\":\"" + foreign + "\"}")
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(as(gateway, first, "/key/delete", "{\"keys\":[\"" + foreign + "\"]}")
                            .status())
                    .isEqualTo(403);
            assertThat(as(gateway, first, "/user/update", "{\"user_id\":\"ana\",\"user_role\":\"proxy_admin\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(as(gateway, first, "/key/delete", "{\"keys\":[\"" + second + "\"]}")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.get("/api/audit?limit=100", TestGateway.MASTER).text())
                    .contains("\"status\":403");
        }
    }

    private static Response as(TestGateway gateway, String key, String path, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + key);
    }

    @Test
    void aKeyReachesThePathsAndModelsItIsGranted() {
        try (ScriptedProvider provider = answering(1, 1);
                TestGateway gateway = gateway(provider)) {
            String calling = key(gateway, "\"key_type\":\"llm_api\",\"aliases\":{\"mine\":\"m\"},\"models\":[\"m\"]");
            String reading = key(gateway, "\"allowed_routes\":[\"/key/info\"]");
            Response answer = gateway.post(
                    "/v1/chat/completions",
                    "{\"model\":\"mine\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    "Authorization",
                    "Bearer " + calling);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(gateway.get("/key/info", calling).status()).isEqualTo(403);
            assertThat(gateway.get("/v1/models", calling).status()).isEqualTo(200);
            assertThat(gateway.get("/key/info", reading).status()).isEqualTo(200);
            assertThat(call(gateway, reading, "").status()).isEqualTo(403);
        }
    }

    private static int may(TestGateway gateway, String key, String path) {
        return gateway.post(path, "{}", "Authorization", "Bearer " + key).status();
    }

    @Test
    void aChangeFromAnOldVersionIsRefused() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "\"rpm_limit\":1");
            String tag = gateway.get("/key/info?key=" + key, TestGateway.MASTER)
                    .header("etag")
                    .orElseThrow();
            String change = "{\"key\":\"" + key + "\",\"rpm_limit\":2}";
            assertThat(changed(gateway, change, tag)).isEqualTo(200);
            assertThat(changed(gateway, change, tag)).isEqualTo(409);
            assertThat(changed(gateway, change, "no quotes")).isEqualTo(400);
            assertThat(changed(gateway, change, "*")).isEqualTo(200);
        }
    }

    private static int changed(TestGateway gateway, String body, String version) {
        return gateway.post("/key/update", body, "Authorization", "Bearer " + TestGateway.MASTER, "If-Match", version)
                .status();
    }
}
