package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** LiteLLM's management API: figures that agree, to whom they are shown, and what is refused. */
class LitellmManagementTest {
    private static final String SIMULATED = "providers: { simulated: { preset: simulated } }\n";
    private static final BigDecimal ONE_CALL = new BigDecimal("0.0018");

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final String days = "start_date=" + today + "&end_date=" + today;

    @TempDir
    Path data;

    private static JsonNode json(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    private static JsonNode get(TestGateway gateway, String path) {
        return json(gateway.get(path, TestGateway.MASTER));
    }

    private static Response admin(TestGateway gateway, String path, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + TestGateway.MASTER);
    }

    private static String key(TestGateway gateway, String fields) {
        return json(admin(gateway, "/key/generate", "{" + fields + "}"))
                .path("key")
                .asString();
    }

    private static void call(TestGateway gateway, String key, String more) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
        assertThat(gateway.post("/v1/chat/completions", body, "Authorization", "Bearer " + key)
                        .status())
                .isEqualTo(200);
    }

    private static String tags(String... tags) {
        return ",\"metadata\":{\"tags\":[\"" + String.join("\",\"", tags) + "\"]}";
    }

    private static BigDecimal spend(JsonNode node, String field) {
        return node.path(field).decimalValue();
    }

    private static BigDecimal calls(int count) {
        return ONE_CALL.multiply(BigDecimal.valueOf(count));
    }

    @Test
    void sumsAgreeWithEachOtherAndWithTheRows() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(4, 10).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            admin(gateway, "/team/new", "{\"team_id\":\"t\",\"team_alias\":\"spenders\"}");
            admin(
                    gateway,
                    "/user/new",
                    "{\"user_id\":\"ana\",\"user_email\":\"ana@example.com\",\"auto_create_key\":false}");
            String key = key(gateway, "\"team_id\":\"t\",\"user_id\":\"ana\",\"key_alias\":\"hers\"");
            call(gateway, key, tags("a", "b"));
            call(gateway, key, tags("a"));
            call(gateway, key, "");
            call(gateway, TestGateway.MASTER, "");
            assertThat(gateway.rows()).hasSize(4);

            JsonNode rows = get(gateway, "/spend/logs");
            BigDecimal sum =
                    rows.valueStream().map(row -> spend(row, "spend")).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(calls(4));
            assertThat(spend(get(gateway, "/global/spend"), "spend")).isEqualByComparingTo(sum);
            assertThat(rows.path(3).path("request_tags").toString()).isEqualTo("[\"a\",\"b\"]");
            assertThat(rows.path(3).path("model").asString()).isEqualTo("p/real-model");

            JsonNode users = get(gateway, "/user/daily/activity?" + days);
            assertThat(spend(users.path("metadata"), "total_spend")).isEqualByComparingTo(sum);
            JsonNode ana = users.path("results")
                    .path(0)
                    .path("breakdown")
                    .path("entities")
                    .path("ana");
            assertThat(spend(ana.path("metrics"), "spend")).isEqualByComparingTo(calls(3));
            assertThat(ana.path("metadata").path("user_email").asString()).isEqualTo("ana@example.com");
            assertThat(users.path("results")
                            .path(0)
                            .path("breakdown")
                            .path("model_groups")
                            .propertyNames())
                    .containsExactly("m");

            JsonNode summary = get(gateway, "/spend/logs?" + days).path(0);
            assertThat(spend(summary, "spend")).isEqualByComparingTo(sum);
            assertThat(spend(summary.path("users"), "ana")).isEqualByComparingTo(calls(3));
            assertThat(get(gateway, "/spend/logs?summarize=false&" + days)).hasSize(4);

            JsonNode teams = get(gateway, "/global/spend/teams");
            assertThat(spend(teams.path("daily_spend").path(0), "spenders")).isEqualByComparingTo(calls(3));
            JsonNode keys = get(gateway, "/spend/keys");
            assertThat(spend(keys.path(0), "total_spend")).isEqualByComparingTo(calls(3));
            assertThat(get(gateway, "/spend/users?user_id=ana")
                            .path(0)
                            .path("key_aliases")
                            .toString())
                    .isEqualTo("[\"hers\"]");
        }
    }

    @Test
    void aTagHasTheFiguresOfTheCallsThatCarryIt() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3, 10).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            call(gateway, TestGateway.MASTER, tags("a", "b"));
            call(gateway, TestGateway.MASTER, tags("a"));
            call(gateway, TestGateway.MASTER, "");
            assertThat(gateway.rows()).hasSize(3);

            JsonNode activity = get(gateway, "/tag/daily/activity?tags=a&" + days);
            assertThat(spend(activity.path("metadata"), "total_spend")).isEqualByComparingTo(calls(2));
            assertThat(activity.path("metadata").path("total_api_requests").asInt())
                    .isEqualTo(2);
            assertThat(activity.path("results")
                            .path(0)
                            .path("breakdown")
                            .path("entities")
                            .propertyNames())
                    .containsExactly("a");
            JsonNode spent = get(gateway, "/spend/tags");
            assertThat(spent).hasSize(2);
            assertThat(spent.path(0).path("individual_request_tag").asString()).isEqualTo("a");
            assertThat(spent.path(0).path("log_count").asInt()).isEqualTo(2);
            assertThat(spend(spent.path(1), "total_spend")).isEqualByComparingTo(ONE_CALL);
            assertThat(get(gateway, "/global/spend/all_tag_names")
                            .path("tag_names")
                            .toString())
                    .isEqualTo("[\"a\",\"b\"]");
            assertThat(get(gateway, "/tag/summary?" + days)
                            .path("results")
                            .path(1)
                            .path("total_requests")
                            .asInt())
                    .isEqualTo(1);
            assertThat(get(gateway, "/global/spend/tags?tags=b").path("spend_per_tag"))
                    .hasSize(1);
        }
    }

    @Test
    void aCallerSeesItsOwnAndAViewerAll() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3, 10).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            admin(gateway, "/user/new", "{\"user_id\":\"v\",\"user_role\":\"proxy_admin_viewer\"}");
            String first = key(gateway, "\"user_id\":\"ana\"");
            String second = key(gateway, "\"user_id\":\"bob\"");
            String viewer = key(gateway, "\"user_id\":\"v\"");
            call(gateway, first, "");
            call(gateway, first, "");
            call(gateway, second, "");
            String others = gateway.rows().get(1).begin().callId();

            assertThat(json(gateway.get("/spend/logs", first))).hasSize(2);
            assertThat(json(gateway.get("/spend/logs", second))).hasSize(1);
            assertThat(json(gateway.get("/spend/logs", viewer))).hasSize(3);
            assertThat(gateway.get("/spend/logs?api_key=" + first, second).status())
                    .isEqualTo(403);
            assertThat(json(gateway.get("/spend/logs?request_id=" + others, second)))
                    .isEmpty();
            assertThat(gateway.get("/spend/logs/ui/" + others, second).status()).isEqualTo(404);
            assertThat(gateway.get("/spend/logs/ui/" + others, first).status()).isEqualTo(200);
            JsonNode paged = json(gateway.get("/spend/logs/v2?" + days, second));
            assertThat(paged.path("total").asInt()).isEqualTo(1);
            assertThat(paged.path("data")).hasSize(1);
            JsonNode own = json(gateway.get("/user/daily/activity?" + days, second));
            assertThat(own.path("metadata").path("total_api_requests").asInt()).isEqualTo(1);
            assertThat(own.toString()).doesNotContain("ana");
            assertThat(gateway.get("/user/daily/activity?user_id=ana&" + days, second)
                            .status())
                    .isEqualTo(403);
            for (String all :
                    List.of("/global/spend", "/spend/keys", "/spend/users", "/settings", "/team/daily/activity")) {
                assertThat(gateway.get(all + "?" + days, second).status())
                        .as(all)
                        .isEqualTo(403);
            }
            assertThat(gateway.get("/audit", viewer).status()).isEqualTo(403);
        }
    }

    @Test
    void nobodyHasNothingOfItsOwn() {
        try (TestGateway gateway =
                        TestGateway.of(data, "server: { port: 0 }\nauth: { required: false }\n" + SIMULATED);
                RawClient client = RawClient.connect(gateway.port())) {
            assertThat(client.request("GET", "/spend/logs", List.of(), "")
                            .read()
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void pagesFollowOneAnother() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3, 10).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            for (int i = 0; i < 3; i++) {
                call(gateway, TestGateway.MASTER, "");
            }
            assertThat(gateway.rows()).hasSize(3);
            String path = "/spend/logs/v2?page_size=2&" + days;
            JsonNode first = get(gateway, path);
            assertThat(first.path("total").asInt()).isEqualTo(3);
            assertThat(first.path("total_pages").asInt()).isEqualTo(2);
            JsonNode second = get(gateway, path + "&page=2");
            assertThat(second.path("data")).hasSize(1);
            assertThat(first.path("data").toString())
                    .doesNotContain(second.path("data").path(0).path("call_id").asString());
            assertThat(get(gateway, path + "&status_filter=success")
                            .path("total")
                            .asInt())
                    .isEqualTo(3);
            JsonNode failed = get(gateway, path + "&status_filter=failure");
            assertThat(failed.path("total").asInt()).isZero();
            assertThat(failed.path("data")).isEmpty();
            assertThat(get(gateway, path + "&model=another").path("data")).isEmpty();
            assertThat(gateway.get(path + "&min_spend=1", TestGateway.MASTER).status())
                    .isEqualTo(400);
            assertThat(gateway.get(path + "&page=6000", TestGateway.MASTER).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void datesAreRequiredAndUnknownIdsAreSaidToBe() {
        try (TestGateway gateway = TestGateway.of(
                data, "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER + " }\n" + SIMULATED)) {
            for (String path : List.of(
                    "/user/daily/activity",
                    "/team/daily/activity",
                    "/tag/daily/activity",
                    "/tag/summary",
                    "/global/spend/report",
                    "/key/spend/report",
                    "/spend/logs/v2",
                    "/team/spend/by_user?" + days,
                    "/model/info?litellm_model_id=nope",
                    "/spend/logs?start_date=yesterday&end_date=today",
                    "/config/field/info?field_name=master_key")) {
                Response answer = gateway.get(path, TestGateway.MASTER);
                assertThat(answer.status()).as(path + answer.text()).isEqualTo(400);
            }
            assertThat(gateway.get("/spend/capture_rate", TestGateway.MASTER).status())
                    .isEqualTo(422);
            for (String path : List.of(
                    "/spend/logs/ui/nope",
                    "/customer/info?end_user_id=nobody",
                    "/fallback/simulated",
                    "/provider/budgets")) {
                assertThat(gateway.get(path, TestGateway.MASTER).status())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void whatWouldDoNothingIsRefused() {
        try (TestGateway gateway = TestGateway.of(
                data, "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER + " }\n" + SIMULATED)) {
            for (String path : List.of("/config/update", "/fallback")) {
                Response answer = admin(gateway, path, "{}");
                assertThat(answer.status()).as(path).isEqualTo(501);
                assertThat(answer.text()).contains("not_implemented");
            }
            assertThat(admin(gateway, "/model/new", "{\"model_name\":\"x\",\"litellm_params\":{}}")
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/model/new", "{\"model_name\":\"x\"}").status())
                    .isEqualTo(422);
            assertThat(admin(gateway, "/cache/flushall", "{}").status()).isEqualTo(503);
            String caller = key(gateway, "");
            assertThat(gateway.post("/model/new", "{}", "Authorization", "Bearer " + caller)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aDeploymentIsTriedBeforeItIsAdded() {
        String asked = "{\"litellm_params\":{\"model\":\"openai/%s\",\"api_key\":\"sk-secret\",\"api_base\":\"%s\"}}";
        String list = "{\"data\":[{\"id\":\"there:latest\"}]}";
        try (ScriptedProvider provider = ScriptedProvider.expecting(3).always(Reply.json(list));
                ScriptedProvider other = ScriptedProvider.expecting(1).always(Reply.json(401, "{}"));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            String base = "http://127.0.0.1:" + provider.port() + "/v1";
            JsonNode well = tried(gateway, asked.formatted("there", base));
            assertThat(well.path("status").asString()).as(well.toString()).isEqualTo("success");
            assertThat(well.path("result").path("model").asString()).isEqualTo("openai/there");
            assertThat(tried(gateway, asked.formatted("*", base)).path("status").asString())
                    .as("any model of it")
                    .isEqualTo("success");
            JsonNode absent = tried(gateway, asked.formatted("gone", base));
            assertThat(absent.path("status").asString()).isEqualTo("error");
            assertThat(absent.path("result").path("error").asString()).contains("gone");
            JsonNode refused = tried(gateway, asked.formatted("x", "http://127.0.0.1:" + other.port() + "/v1"));
            assertThat(refused.path("result").path("error").asString()).contains("refuses the key");
            JsonNode inside = tried(gateway, asked.formatted("x", "http://169.254.169.254/v1"));
            assertThat(inside.path("result").path("error").asString()).contains("link-local");
            assertThat(List.of(well, absent, refused, inside).toString()).doesNotContain("sk-secret");
            assertThat(admin(gateway, "/health/test_connection", "{}").status()).isEqualTo(422);
            provider.verify();
            assertThat(provider.requests().getFirst().path()).isEqualTo("/v1/models");
        }
    }

    private static JsonNode tried(TestGateway gateway, String asked) {
        Response answer = admin(gateway, "/health/test_connection", asked);
        assertThat(answer.status()).isEqualTo(200);
        return JsonCodec.answer(answer.body(), 0, answer.body().length);
    }

    @Test
    void noSecretIsShownAnywhere() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1, 10).always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            String key = key(gateway, "\"user_id\":\"ana\"");
            call(gateway, key, tags("a"));
            List<String> paths = get(gateway, "/routes")
                    .path("routes")
                    .valueStream()
                    .filter(route -> route.path("methods").toString().contains("\"GET\""))
                    .map(route -> route.path("path").asString())
                    .filter(path -> !path.endsWith("*") && !path.startsWith("/api/") && !path.equals("/v1/status"))
                    .toList();
            assertThat(paths).hasSizeGreaterThan(60);
            for (String path : paths) {
                assertThat(gateway.get(path + "?config_type=general_settings&model=m&" + days, TestGateway.MASTER)
                                .text())
                        .as(path)
                        .doesNotContain("upstream-secret", TestGateway.MASTER, key);
            }
            String shown = json(admin(
                            gateway,
                            "/utils/transform_request",
                            "{\"request_body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}"))
                    .toString();
            assertThat(shown).contains("***MASKED***", "real-model").doesNotContain("upstream-secret");
        }
    }

    @Test
    void costsAreExactAndUnknownPricesAreNotZero() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            JsonNode estimate = json(admin(
                    gateway,
                    "/cost/estimate",
                    "{\"model\":\"m\",\"input_tokens\":1000,\"output_tokens\":500,\"num_requests_per_day\":10}"));
            assertThat(spend(estimate, "cost_per_request")).isEqualByComparingTo("0.002");
            assertThat(spend(estimate, "daily_cost")).isEqualByComparingTo("0.02");
            assertThat(estimate.path("monthly_cost").isNull()).isTrue();
            JsonNode answered = json(admin(
                    gateway, "/spend/calculate", "{\"completion_response\":" + Chunks.ANSWER + ",\"model\":\"m\"}"));
            assertThat(spend(answered, "cost")).isEqualByComparingTo(ONE_CALL);
            assertThat(admin(gateway, "/spend/calculate", "{\"model\":\"nope\",\"messages\":[]}")
                            .status())
                    .isEqualTo(400);
            JsonNode info = get(gateway, "/model/info").path("data").path(0);
            assertThat(info.path("model_info").path("id").asString()).isEqualTo("m:p/real-model");
            assertThat(spend(info.path("model_info"), "input_cost_per_token")).isEqualByComparingTo("0.000001");
            assertThat(json(gateway.get("/model/info", TestGateway.LIMITED)).path("data"))
                    .isEmpty();
        }
    }

    @Test
    void healthAsksForAKeyOnlyWhereLitellmsConfigurationIsServed() {
        String yaml = "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER + " }\n" + SIMULATED;
        try (TestGateway gateway = TestGateway.of(data.resolve("plain"), yaml);
                RawClient client = RawClient.connect(gateway.port())) {
            Response health = client.request("GET", "/health", List.of(), "").read();
            assertThat(json(health).has("healthy_endpoints")).isFalse();
        }
        try (TestGateway gateway = TestGateway.dropIn(data.resolve("litellm"), yaml);
                RawClient client = RawClient.connect(gateway.port())) {
            assertThat(client.request("GET", "/health", List.of(), "").read().status())
                    .isEqualTo(401);
            JsonNode health = get(gateway, "/health");
            assertThat(health.path("status").asString()).isEqualTo("healthy");
            assertThat(health.path("healthy_count").asInt()).isPositive();
            assertThat(gateway.get("/health?model=nope", TestGateway.MASTER).status())
                    .isEqualTo(503);
            for (String open : List.of("/health/live", "/health/liveliness", "/health/readiness")) {
                assertThat(gateway.get(open, "").status()).as(open).isEqualTo(200);
            }
        }
    }
}
