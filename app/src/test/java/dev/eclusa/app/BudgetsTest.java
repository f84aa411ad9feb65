package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Budgets beside the one of a key: of further periods, of models, tags and providers, of keys in the configuration. */
class BudgetsTest {
    /** 1,000 prompt and 500 answer tokens, 400 of them cached: 0.0018 USD at the prices below. */
    private static final Reply ANSWER = Reply.json(Chunks.ANSWER);

    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider p, ScriptedProvider q, String more) {
        return TestGateway.of(data, """
                server: { port: 0 }
                auth: { master_key: %s, keys: [ { name: ci, key: sk-ci, max_budget: 0.003 } ] }
                providers:
                  p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                  q: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                  - { name: m, deployments: [ { provider: p, model: x, price: { input: 1, cached_input: 0.5, output: 2 } } ] }
                  - { name: n, deployments: [ { provider: q, model: y, price: { input: 1, cached_input: 0.5, output: 2 } } ] }
                  - name: both
                    deployments:
                      - { provider: p, model: x, price: { input: 1, cached_input: 0.5, output: 2 }, order: 0 }
                      - { provider: q, model: y, price: { input: 1, cached_input: 0.5, output: 2 }, order: 1 }
                resilience: { retry: { max_attempts: 1 } }
                %s
                """.formatted(TestGateway.MASTER, p.port(), q.port(), more));
    }

    private static ScriptedProvider answering(int calls) {
        return ScriptedProvider.expecting(calls).always(ANSWER);
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

    private static Response call(TestGateway gateway, String key, String model, String more) {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                        + more + "}",
                "Authorization",
                "Bearer " + key);
    }

    private static void passes(Response answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void isOver(Response answer, String whose) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        assertThat(answer.text()).contains("budget_exceeded").contains(whose);
    }

    @Test
    void severalPeriodsHoldAtOnceAndAfterARestart() {
        String fields = "\"key_alias\":\"k\",\"max_budget\":10,\"budget_duration\":\"1mo\","
                + "\"budget_limits\":[{\"budget_duration\":\"1d\",\"max_budget\":0.003},{\"budget_duration\":\"7d\",\"max_budget\":5}]";
        String key;
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            key = key(gateway, fields);
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            isOver(call(gateway, key, "m", ""), "key 'k' in 1d");
            p.verify();
        }
        try (ScriptedProvider p = answering(1);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            isOver(call(gateway, key, "m", ""), "key 'k' in 1d");
            admin(gateway, "/key/update", "{\"key\":\"" + key + "\",\"budget_limits\":[]}");
            passes(call(gateway, key, "m", ""));
            p.verify();
        }
    }

    @Test
    void aKeyHasABudgetAndLimitsForEachModel() {
        String key;
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(1);
                TestGateway gateway = gateway(p, q, "")) {
            key = key(
                    gateway,
                    "\"model_max_budget\":{\"m\":{\"budget_limit\":0.003,\"time_period\":\"1d\"}},\"model_rpm_limit\":{\"n\":1}");
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            isOver(call(gateway, key, "m", ""), "on 'm'");
            passes(call(gateway, key, "n", ""));
            Response second = call(gateway, key, "n", "");
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.text()).contains("requests a minute");
            p.verify();
            q.verify();
        }
        try (ScriptedProvider p = answering(0);
                ScriptedProvider q = answering(1);
                TestGateway gateway = gateway(p, q, "")) {
            isOver(call(gateway, key, "m", ""), "on 'm'");
            passes(call(gateway, key, "n", ""));
        }
    }

    @Test
    void aTagHasABudgetWhereverItComesFrom() {
        try (ScriptedProvider p = answering(3);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            assertThat(admin(
                                    gateway,
                                    "/tag/new",
                                    "{\"name\":\"batch\",\"max_budget\":0.003,\"budget_duration\":\"1d\"}")
                            .status())
                    .isEqualTo(200);
            String tagged = key(gateway, "\"tags\":[\"batch\"]");
            String plain = key(gateway, "");
            passes(call(gateway, tagged, "m", ""));
            passes(call(gateway, plain, "m", ",\"metadata\":{\"tags\":[\"batch\",\"other\"]}"));
            isOver(call(gateway, tagged, "m", ""), "tag 'batch'");
            isOver(call(gateway, plain, "m", ",\"metadata\":{\"tags\":[\"batch\"]}"), "tag 'batch'");
            passes(call(gateway, plain, "m", ""));
            assertThat(gateway.rows().get(1).begin().caller().tags()).containsExactly("batch", "other");
            JsonNode listed = json(gateway.get("/tag/list", TestGateway.MASTER)).path(0);
            assertThat(listed.path("litellm_budget_table").path("spend").decimalValue())
                    .isEqualByComparingTo("0.0036");
            p.verify();
        }
        try (ScriptedProvider p = answering(0);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            isOver(call(gateway, TestGateway.MASTER, "m", ",\"metadata\":{\"tags\":[\"batch\"]}"), "tag 'batch'");
            assertThat(admin(gateway, "/tag/delete", "{\"name\":\"batch\"}").status())
                    .isEqualTo(200);
            assertThat(admin(gateway, "/tag/delete", "{\"name\":\"batch\"}").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aProviderWhoseBudgetIsSpentIsLeftOutAndPaysOnlyForItself() {
        String budgets = "budgets: { providers: { p: { max_budget: 0.003, budget_duration: 1d } } }";
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(2);
                TestGateway gateway = gateway(p, q, budgets)) {
            assertThat(call(gateway, TestGateway.MASTER, "both", "").header("x-eclusa-provider"))
                    .contains("p");
            assertThat(call(gateway, TestGateway.MASTER, "both", "").header("x-eclusa-provider"))
                    .contains("p");
            assertThat(call(gateway, TestGateway.MASTER, "both", "").header("x-eclusa-provider"))
                    .contains("q");
            isOver(call(gateway, TestGateway.MASTER, "m", ""), "provider 'p'");
            passes(call(gateway, TestGateway.MASTER, "n", ""));
            p.verify();
            q.verify();
        }
        try (ScriptedProvider p = answering(0);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, budgets)) {
            isOver(call(gateway, TestGateway.MASTER, "m", ""), "provider 'p'");
        }
    }

    @Test
    void theFallBackOfAProviderIsNotPaidByIt() {
        String budgets = "budgets: { providers: { p: { max_budget: 0.003 }, q: { max_budget: 0.003 } } }";
        try (ScriptedProvider p = ScriptedProvider.expecting(4)
                        .reply(Reply.json(503, "{\"error\":{\"message\":\"busy\"}}"))
                        .reply(Reply.json(503, "{\"error\":{\"message\":\"busy\"}}"))
                        .reply(ANSWER)
                        .reply(ANSWER);
                ScriptedProvider q = answering(2);
                TestGateway gateway = gateway(p, q, budgets)) {
            for (String provider : new String[] {"q", "q", "p", "p"}) {
                assertThat(call(gateway, TestGateway.MASTER, "both", "").header("x-eclusa-provider"))
                        .contains(provider);
            }
            isOver(call(gateway, TestGateway.MASTER, "both", ""), "provider '");
            p.verify();
            q.verify();
        }
    }

    @Test
    void aModelHasABudgetForEverybodyTogether() {
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(1);
                TestGateway gateway = gateway(p, q, "budgets: { models: { m: { max_budget: 0.003 } } }")) {
            passes(call(gateway, TestGateway.MASTER, "m", ""));
            passes(call(gateway, key(gateway, ""), "m", ""));
            isOver(call(gateway, TestGateway.MASTER, "m", ""), "model 'm'");
            passes(call(gateway, TestGateway.MASTER, "n", ""));
        }
    }

    @Test
    void keysOfTheConfigurationHaveBudgetsToo() {
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            passes(call(gateway, "sk-ci", "m", ""));
            passes(call(gateway, "sk-ci", "m", ""));
            isOver(call(gateway, "sk-ci", "m", ""), "key 'ci'");
        }
        try (ScriptedProvider p = answering(0);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            isOver(call(gateway, "sk-ci", "m", ""), "key 'ci'");
        }
    }

    @Test
    void theMasterKeyIsLimitedWhereTheConfigurationSaysSo() {
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(0);
                TestGateway gateway = TestGateway.of(data, """
                        server: { port: 0 }
                        auth: { master_key: %s, master: { max_budget: 0.003, rpm_limit: 50 } }
                        providers: { p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k } }
                        models:
                          - { name: m, deployments: [ { provider: p, model: x, price: { input: 1, cached_input: 0.5, output: 2 } } ] }
                        """.formatted(TestGateway.MASTER, p.port()))) {
            assertThat(call(gateway, TestGateway.MASTER, "m", "").header("x-ratelimit-remaining-requests"))
                    .contains("49");
            passes(call(gateway, TestGateway.MASTER, "m", ""));
            isOver(call(gateway, TestGateway.MASTER, "m", ""), "key 'master'");
            assertThat(admin(gateway, "/key/generate", "{}").status())
                    .as("it still manages")
                    .isEqualTo(200);
        }
    }

    @Test
    void aWarningIsGivenOnceWhenMostOfABudgetIsSpent() {
        try (ScriptedProvider p = answering(3);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "")) {
            String key = key(gateway, "\"key_alias\":\"warned\",\"max_budget\":0.005,\"soft_budget\":0.001");
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            isOver(call(gateway, key, "m", ""), "key 'warned'");
            gateway.rows();
            String audit =
                    gateway.get("/api/audit?limit=50", TestGateway.MASTER).text();
            assertThat(audit.split("budget warning", -1)).hasSize(2);
            assertThat(audit.split("budget spent", -1)).hasSize(2);
            assertThat(audit).contains("The key 'warned' has spent 0.0018 USD; its budget is 0.005.");
        }
    }

    @Test
    void aSpentBudgetIsServedByACheaperTierWhereItSaysSo() {
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(2);
                TestGateway gateway = gateway(p, q, "tiers: { fast: [n] }")) {
            String key =
                    key(gateway, "\"models\":[\"m\"],\"max_budget\":0.003,\"on_exhaust\":{\"downgrade\":\"fast\"}");
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            Response downgraded = call(gateway, key, "m", "");
            assertThat(downgraded.header("x-eclusa-provider")).contains("q");
            assertThat(downgraded.header("x-eclusa-tier")).contains("1");
            passes(call(gateway, key, "m", ""));
            gateway.rows();
            assertThat(json(gateway.get("/key/info?key=" + key, TestGateway.MASTER))
                            .path("info")
                            .path("spend")
                            .decimalValue())
                    .isEqualByComparingTo("0.0072");
            p.verify();
            q.verify();
        }
    }

    @Test
    void aDowngradeToATierThatNobodyServesIsTheRefusalOfTheBudget() {
        try (ScriptedProvider p = answering(2);
                ScriptedProvider q = answering(0);
                TestGateway gateway = gateway(p, q, "tiers: { premium: [n] }")) {
            String key =
                    key(gateway, "\"key_alias\":\"k\",\"max_budget\":0.003,\"on_exhaust\":{\"downgrade\":\"fast\"}");
            passes(call(gateway, key, "m", ""));
            passes(call(gateway, key, "m", ""));
            isOver(call(gateway, key, "m", ""), "key 'k'");
        }
    }

    @Test
    void whatWouldLimitNothingIsRefused() {
        try (ScriptedProvider none = answering(0);
                TestGateway gateway = gateway(none, none, "")) {
            for (String wrong : new String[] {
                "\"budget_limits\":[{\"budget_duration\":\"soon\",\"max_budget\":1}]",
                "\"budget_limits\":[{\"max_budget\":-1,\"budget_duration\":\"1d\"}]",
                "\"budget_limits\":{\"1d\":3}",
                "\"model_max_budget\":{\"m\":{\"budget_limit\":\"much\"}}",
                "\"model_max_budget\":{\"m\":{\"budget_limit\":1,\"time_period\":\"eternity\"}}",
                "\"model_rpm_limit\":{\"m\":-1}",
                "\"on_exhaust\":{\"downgrade\":\"cheap\"}"
            }) {
                assertThat(admin(gateway, "/key/generate", "{" + wrong + "}").status())
                        .as(wrong)
                        .isIn(400, 422);
            }
        }
    }
}
