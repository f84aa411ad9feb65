package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models tried beside those that answer: mirrors, comparisons, experiments, promises of tiers, replays. */
class TrialsTest {
    /** 1000 tokens in and 500 out of what costs 1 and 2 USD a million. */
    private static final Cost ONE_CALL = new Cost(2_000_000);

    private static final Reply.Fixed WELL = Reply.json(Chunks.ANSWER);
    private static final Reply BUSY = Reply.json(503, "{\"error\":{\"message\":\"busy\"}}");

    @TempDir
    Path data;

    private static String configuration(ScriptedProvider a, ScriptedProvider b, String models) {
        return """
                server: { port: 0 }
                auth: { master_key: %s, keys: [ { name: caller, key: sk-caller, models: [m] } ] }
                providers:
                  a: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                  b: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k }
                models:
                %s
                """.formatted(TestGateway.MASTER, a.port(), b.port(), models.indent(2));
    }

    private static final String X = "{ provider: a, model: x, price: { input: 1, output: 2 } }";
    private static final String Y = "{ provider: b, model: y, price: { input: 1, output: 2 } }";

    private TestGateway gateway(ScriptedProvider a, ScriptedProvider b, String models) {
        return TestGateway.of(data, configuration(a, b, models));
    }

    private static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    private static JsonNode json(Response response) {
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    @Test
    void aMirrorGetsACopyThatTheOperatorPaysFor() {
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(1).reply(WELL);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "- { name: m, deployments: [ " + X + " ], mirror: { to: shadow } }\n"
                                + "- { name: shadow, deployments: [ " + Y + " ] }")) {
            Response answer = gateway.post("/v1/chat/completions", chat("m", ""), "Authorization", "Bearer sk-caller");
            assertThat(answer.header("x-eclusa-provider")).contains("a");
            assertThat(b.awaitRequest(Duration.ofSeconds(5)).bodyText())
                    .contains("\"model\":\"y\"")
                    .contains("\"hi\"");
            List<CallRow> rows = awaitRows(gateway, 2);
            assertThat(rows)
                    .extracting(row -> row.begin().caller().key())
                    .containsExactlyInAnyOrder("caller", "mirror");
            assertThat(rows).allSatisfy(row -> assertThat(row.cost()).contains(ONE_CALL));
            a.verify();
            b.verify();
        }
    }

    private static List<CallRow> awaitRows(TestGateway gateway, int count) {
        long latest = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        List<CallRow> rows = gateway.rows();
        while (rows.size() < count && System.nanoTime() < latest) {
            Thread.onSpinWait();
            rows = gateway.rows();
        }
        return rows;
    }

    @Test
    void aMirrorStopsAtItsSpendCap() {
        try (ScriptedProvider a = ScriptedProvider.expecting(5).always(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(2).always(WELL);
                TestGateway gateway = gateway(
                        a,
                        b,
                        "- { name: m, deployments: [ " + X + " ], mirror: { to: shadow, spend_cap: 0.0045 } }\n"
                                + "- { name: shadow, deployments: [ " + Y + " ] }")) {
            for (int call = 1; call <= 5; call++) {
                assertThat(gateway.chat(chat("m", "")).status()).isEqualTo(200);
                awaitRows(gateway, call + Math.min(call, 2));
            }
            a.verify();
            b.verify();
        }
    }

    @Test
    void oneQuestionIsAnsweredBySeveralSideBySide() {
        try (ScriptedProvider a = ScriptedProvider.expecting(1).reply(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(1, 3).always(BUSY);
                TestGateway gateway = gateway(
                        a, b, "- { name: m, deployments: [ " + X + " ] }\n- { name: n, deployments: [ " + Y + " ] }")) {
            Response answer = gateway.post(
                    "/api/compare",
                    "{\"models\":[\"m\",\"n\",\"nobody\"],\"prompt\":\"Which lock is the highest?\"}",
                    "Authorization",
                    "Bearer " + TestGateway.MASTER,
                    "x-request-id",
                    "side-by-side");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(gateway.rows())
                    .extracting(row -> row.begin().requestId())
                    .containsExactlyInAnyOrder("side-by-side-1", "side-by-side-2");
            JsonNode results = json(answer).path("results");
            assertThat(results.path(0).path("text").asString()).isEqualTo("Hi");
            assertThat(results.path(0).path("provider").asString()).isEqualTo("a");
            assertThat(results.path(0).path("cost").decimalValue()).isEqualByComparingTo("0.002");
            assertThat(results.path(1).path("status").asInt()).isEqualTo(503);
            assertThat(results.path(1).path("error").path("message").asString()).isNotEmpty();
            assertThat(results.path(2).path("status").asInt()).isEqualTo(404);
            assertThat(gateway.rows())
                    .extracting(row -> row.begin().caller().key())
                    .containsOnly("master");
            a.verify();
        }
    }

    @Test
    void aComparisonIsRefusedToWhomTheCallsWouldBe() {
        try (ScriptedProvider none = ScriptedProvider.expecting(0);
                TestGateway gateway = gateway(
                        none,
                        none,
                        "- { name: m, deployments: [ " + X + " ] }\n- { name: n, deployments: [ " + Y + " ] }")) {
            String body = "{\"models\":[\"n\"],\"prompt\":\"hi\"}";
            assertThat(gateway.post("/api/compare", body, "Authorization", "Bearer wrong")
                            .status())
                    .isEqualTo(401);
            JsonNode refused = json(gateway.post("/api/compare", body, "Authorization", "Bearer sk-caller"));
            assertThat(refused.path("results").path(0).path("status").asInt()).isEqualTo(403);
            for (String wrong :
                    List.of("{\"prompt\":\"hi\"}", "{\"models\":[\"m\"]}", "{\"models\":\"m\",\"prompt\":1}")) {
                assertThat(gateway.post("/api/compare", wrong, "Authorization", "Bearer " + TestGateway.MASTER)
                                .status())
                        .as(wrong)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void whoeverIsInAnArmStaysThereAndTheReportSaysHowItDoes() {
        try (ScriptedProvider a = ScriptedProvider.expecting(0, 40).always(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(0, 40).always(WELL);
                TestGateway gateway = gateway(
                        a, b, "- { name: m, strategy: split-by-user, deployments: [ " + X + ", " + Y + " ] }")) {
            Set<String> arms = new HashSet<>();
            for (int user = 0; user < 10; user++) {
                Set<String> met = new HashSet<>();
                for (int call = 0; call < 3; call++) {
                    Response answer = gateway.chat(chat("m", ",\"metadata\":{\"user_id\":\"u" + user + "\"}"));
                    met.add(answer.header("x-eclusa-provider").orElse(""));
                }
                assertThat(met).as("arms of user " + user).hasSize(1);
                arms.addAll(met);
            }
            assertThat(arms).containsExactlyInAnyOrder("a", "b");
            JsonNode report = json(gateway.get("/api/experiments", TestGateway.MASTER))
                    .path("experiments")
                    .path("m");
            assertThat(report.path("a/x").path("calls").asInt()
                            + report.path("b/y").path("calls").asInt())
                    .isEqualTo(30);
            JsonNode success = report.path("a/x").path("success_rate");
            assertThat(success.path("value").asDouble()).isEqualTo(1);
            assertThat(success.path("low").asDouble()).isBetween(0.3, 0.99);
            assertThat(report.path("a/x").path("cost").path("value").decimalValue())
                    .isEqualByComparingTo("0.002");
        }
    }

    @Test
    void anArmThatFailsIsNotCreditedWithItsFallBack() {
        try (ScriptedProvider a = ScriptedProvider.expecting(0, 60).always(BUSY);
                ScriptedProvider b = ScriptedProvider.expecting(0, 60).always(WELL);
                TestGateway gateway = gateway(
                        a, b, "- { name: m, strategy: split-by-user, deployments: [ " + X + ", " + Y + " ] }")) {
            for (int user = 0; user < 8; user++) {
                assertThat(gateway.chat(chat("m", ",\"metadata\":{\"user_id\":\"u" + user + "\"}"))
                                .status())
                        .isEqualTo(200);
            }
            JsonNode ill = json(gateway.get("/api/experiments", TestGateway.MASTER))
                    .path("experiments")
                    .path("m")
                    .path("a/x");
            assertThat(ill.path("calls").asInt()).isPositive();
            assertThat(ill.path("success_rate").path("value").asDouble()).isZero();
        }
    }

    @Test
    void tiersSayHowManyOfTheirCallsCameInTime() {
        try (ScriptedProvider a = ScriptedProvider.expecting(2).always(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(1).always(WELL);
                TestGateway gateway = TestGateway.of(
                        data,
                        configuration(
                                        a,
                                        b,
                                        "- { name: m, deployments: [ " + X + " ] }\n- { name: n, deployments: [ " + Y
                                                + " ] }")
                                + "tiers: { fast: { members: [m], target_latency: { cloud: 1m } }, premium: { members: [n], target_latency: 0ms } }\n")) {
            gateway.chat(chat("fast", ""));
            gateway.chat(chat("fast", ""));
            gateway.chat(chat("premium", ""));
            JsonNode tiers = json(gateway.get("/api/tiers", TestGateway.MASTER)).path("tiers");
            assertThat(tiers.path(0).path("members").path(0).asString()).isEqualTo("a/x");
            assertThat(tiers.path(0).path("target_latency_ms").path("local").asLong())
                    .isEqualTo(500);
            assertThat(tiers.path(0).path("target_latency_ms").path("cloud").asLong())
                    .isEqualTo(60_000);
            assertThat(tiers.path(0).path("calls").asInt()).isEqualTo(2);
            assertThat(tiers.path(0).path("share_within").asDouble()).isEqualTo(1);
            assertThat(tiers.path(1).path("share_within").isNull()).isTrue();
            assertThat(tiers.path(3).path("calls").asInt()).isEqualTo(1);
        }
    }

    @Test
    void recordedCallsAreReplayedUnderAnotherPolicy() throws IOException {
        Path policy = data.resolve("cheaper.yaml");
        try (ScriptedProvider a = ScriptedProvider.expecting(4).always(WELL);
                ScriptedProvider b = ScriptedProvider.expecting(4)
                        .reply(BUSY)
                        .reply(WELL)
                        .reply(WELL)
                        .reply(WELL);
                TestGateway gateway = gateway(
                        a, b, "- { name: m, deployments: [ " + X + " ] }\n- { name: n, deployments: [ " + Y + " ] }")) {
            for (int call = 0; call < 4; call++) {
                gateway.chat(chat("m", ""));
                gateway.chat(chat("n", ""));
            }
            gateway.rows();
            Files.writeString(
                    policy,
                    configuration(
                            a,
                            b,
                            "- { name: m, deployments: [ { provider: b, model: y, price: { input: 0.5, output: 1 } } ] }"));
        }
        Run run = Run.of("replay", "--policy", policy.toString(), "--data", data.toString(), "--json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode report = run.json();
        assertThat(report.path("recorded").path("cost").asDouble()).isEqualTo(0.008);
        assertThat(report.path("recorded").path("success_rate").asDouble()).isEqualTo(1);
        assertThat(report.path("left_out").asInt()).isEqualTo(4);
        assertThat(report.path("expected").path("success_rate").asDouble()).isLessThan(1);
        assertThat(report.path("expected").path("cost").asDouble()).isLessThan(0.004);
        assertThat(report.path("expected").path("by_deployment").path("b/y").asInt())
                .isEqualTo(4);
        Run told = Run.of("replay", "--policy", policy.toString(), "--data", data.toString());
        assertThat(told.out()).contains("RECORDED").contains("4 of 8 calls replayed");
    }

    @Test
    void aReplayWithoutCallsSaysSo() throws IOException {
        Path policy = data.resolve("policy.yaml");
        Files.writeString(policy, "providers: { simulated: {} }\n");
        Run run = Run.of("replay", "--policy", policy.toString(), "--data", data.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.error()).contains("There is no").contains("eclusa.db");
    }
}
