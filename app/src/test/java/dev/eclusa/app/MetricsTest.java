package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is scraped: the ledger's figures, in a form that scrapers read, for those who may. */
class MetricsTest {
    private static final int CALLS = 100;
    private static final String UNBREAKABLE =
            "resilience: { breaker: { failure_threshold: 100000, minimum_calls: 100000 } }\n";

    @TempDir
    Path data;

    private static Scraped scrape(TestGateway gateway) {
        Response answer = gateway.get("/metrics/prometheus", TestGateway.MASTER);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Scraped.of(answer.text());
    }

    private static Map<String, Integer> inOrder(ScriptedProvider first, ScriptedProvider second) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("first", first.port());
        ports.put("second", second.port());
        return ports;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void figuresAreThoseOfTheRows(long seed) throws Exception {
        Random random = new Random(seed);
        try (ScriptedProvider first = Fate.provider(Reply.json(500, "{\"error\":{\"message\":\"down\"}}"));
                ScriptedProvider second = Fate.provider(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.before(
                        data,
                        UNBREAKABLE
                                + "cache: { exact: { enabled: true } }\nmetrics: { litellm: true, labels: [ key ] }\n",
                        inOrder(first, second))) {
            List<String> keys = List.of(
                    Managing.key(gateway, "{\"key_alias\":\"one\"}"), Managing.key(gateway, "{\"key_alias\":\"two\"}"));
            List<Future<?>> calls = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < CALLS; i++) {
                    Fate fate = Fate.any(random);
                    String key = keys.get(random.nextInt(keys.size()));
                    calls.add(threads.submit(() -> fate.call(gateway.port(), key, "x")));
                }
            }
            for (Future<?> call : calls) {
                call.get();
            }
            for (String key : List.of("sk-nobodys", TestGateway.LIMITED)) {
                Fate.WHOLE.call(gateway.port(), key, "x");
            }
            Scraped scraped = settled(gateway);
            List<CallRow> rows = gateway.allRows();
            assertThat(rows).extracting(CallRow::cache).contains("hit-exact");
            agree(scraped, rows);
            agreeInLitellmsNames(scraped, rows);
            assertThat(scraped.sum("http_requests_total", of("endpoint", "/v1/chat/completions")))
                    .isEqualByComparingTo(BigDecimal.valueOf(CALLS + 2));
            assertThat(scraped.sum("http_request_duration_seconds_count", of("endpoint", "/v1/chat/completions")))
                    .isEqualByComparingTo(BigDecimal.valueOf(CALLS + 2));
            assertThat(scraped.sum("auth_failures_total", of("reason", "key_unknown")))
                    .isEqualByComparingTo("1");
            assertThat(scraped.sum("auth_failures_total", of("reason", "model_of_key")))
                    .isEqualByComparingTo("1");
            assertThat(scraped.sum("suspicious_activity_total", of("kind", "unknown_key")))
                    .isEqualByComparingTo("1");
        }
    }

    /** Once each call is among the figures. */
    private static Scraped settled(TestGateway gateway) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Scraped scraped = scrape(gateway);
        while (scraped.sum("llm_requests_total").intValue() < CALLS
                || scraped.sum("llm_active_requests").intValue() > 0) {
            assertThat(System.nanoTime()).as("each call is counted").isLessThan(until);
            Thread.sleep(20);
            scraped = scrape(gateway);
        }
        return scraped;
    }

    private static void agree(Scraped scraped, List<CallRow> rows) {
        assertThat(rows).hasSize(CALLS);
        for (String provider : List.of("first", "second")) {
            List<CallRow> own =
                    rows.stream().filter(row -> row.provider().equals(provider)).toList();
            Predicate<Scraped.Sample> which = of("provider", provider).and(of("model", "real-model"));
            for (Outcome outcome : Outcome.values()) {
                same(scraped, "llm_requests_total", which.and(of("status", outcome.label())), own, row -> {
                    return row.outcome() == outcome ? 1 : 0;
                });
            }
            same(
                    scraped,
                    "llm_tokens_total",
                    which.and(of("type", "input")),
                    own,
                    row -> row.usage().input());
            same(
                    scraped,
                    "llm_tokens_total",
                    which.and(of("type", "output")),
                    own,
                    row -> row.usage().output());
            same(
                    scraped,
                    "llm_token_details_total",
                    which.and(of("type", "cached_input")),
                    own,
                    row -> row.usage().cachedInput());
            same(scraped, "llm_latency_seconds_count", which, own, row -> 1);
            same(scraped, "llm_time_to_first_token_seconds_count", which, own, row -> {
                return row.firstTokenMillis() >= 0 ? 1 : 0;
            });
            assertThat(scraped.sum("llm_cost_total", which))
                    .isEqualByComparingTo(cost(own).dollars());
            assertThat(scraped.sum("llm_latency_seconds_sum", which))
                    .isEqualByComparingTo(BigDecimal.valueOf(
                            own.stream().mapToLong(CallRow::latencyMillis).sum(), 3));
        }
        same(
                scraped,
                "llm_provider_calls_total",
                any -> true,
                rows,
                row -> row.attempts().size());
        same(scraped, "llm_fallbacks_total", any -> true, rows, row -> {
            return row.attempts().stream()
                                    .map(attempt -> attempt.provider())
                                    .distinct()
                                    .count()
                            > 1
                    ? 1
                    : 0;
        });
        for (String key :
                rows.stream().map(row -> row.begin().caller().key()).distinct().toList()) {
            same(scraped, "llm_requests_total", of("key", key), rows, row -> {
                return row.begin().caller().key().equals(key) ? 1 : 0;
            });
        }
        assertThat(scraped.sum("cache_hits_total").longValue())
                .isEqualTo(rows.stream()
                        .filter(row -> row.cache().equals("hit-exact"))
                        .count());
    }

    private static void agreeInLitellmsNames(Scraped scraped, List<CallRow> rows) {
        assertThat(scraped.sum("litellm_spend_metric_total"))
                .isEqualByComparingTo(cost(rows).dollars());
        same(
                scraped,
                "litellm_total_tokens_metric_total",
                any -> true,
                rows,
                row -> row.usage().total());
        assertThat(scraped.sum("litellm_proxy_total_requests_metric_total").intValue())
                .isEqualTo(CALLS + 2);
        same(scraped, "litellm_requests_metric_total", of("api_key_alias", "one"), rows, row -> {
            return row.outcome() == Outcome.SUCCESS
                            && row.begin().caller().key().equals(keyOf(scraped, "one"))
                    ? 1
                    : 0;
        });
        same(
                scraped,
                "litellm_deployment_total_requests_total",
                any -> true,
                rows,
                row -> row.attempts().stream()
                        .filter(attempt -> attempt.outcome() != Outcome.CANCELLED)
                        .count());
        assertThat(scraped.family("litellm_deployment_state").samples())
                .hasSize(2)
                .allSatisfy(state -> {
                    assertThat(state.label("litellm_model_name")).isEqualTo("real-model");
                    assertThat(state.label("api_provider")).isEqualTo("openai");
                    assertThat(state.label("api_base")).startsWith("http://127.0.0.1");
                });
    }

    private static String keyOf(Scraped scraped, String alias) {
        return scraped.family("litellm_requests_metric_total").samples().stream()
                .filter(of("api_key_alias", alias))
                .map(sample -> sample.label("hashed_api_key"))
                .findFirst()
                .orElseThrow();
    }

    private static void same(
            Scraped scraped,
            String name,
            Predicate<Scraped.Sample> which,
            List<CallRow> rows,
            ToLongFunction<CallRow> value) {
        assertThat(scraped.sum(name, which).longValueExact())
                .as(name)
                .isEqualTo(rows.stream().mapToLong(value).sum());
    }

    private static Predicate<Scraped.Sample> of(String label, String value) {
        return sample -> sample.label(label).equals(value);
    }

    private static Cost cost(List<CallRow> rows) {
        return rows.stream().map(row -> row.cost().orElseThrow()).reduce(Cost.ZERO, Cost::plus);
    }

    @Test
    void aLabelSurvivesWhateverIsInIt() {
        String odd = "a \"b\" c:\\d e,}{é 漢";
        try (ScriptedProvider provider = Managing.answering(3);
                TestGateway gateway = TestGateway.before(
                        data, "metrics: { labels: [ \"tag:note\", \"tag:plain\" ] }\n", Map.of("p", provider.port()))) {
            for (String tags : List.of("\"note:a \\\"b\\\" c:\\\\d e,}{é 漢\"", "\"plain\"", "\"note=x\"")) {
                Managing.json(gateway.chat("{\"model\":\"m\",\"metadata\":{\"tags\":[" + tags
                        + "]},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
            }
            Managing.done(
                    gateway,
                    "/team/new",
                    "{\"team_id\":\"t\",\"team_alias\":\"two\\nlines \\\\\\\"\",\"max_budget\":1}");
            Scraped scraped = scrape(gateway);
            assertThat(scraped.sum("llm_budget_dollars", of("alias", "two\nlines \\\"")))
                    .isEqualByComparingTo("1");
            assertThat(scraped.sum("llm_requests_total", of("tag_note", odd).and(of("tag_plain", "false"))))
                    .isEqualByComparingTo("1");
            assertThat(scraped.sum("llm_requests_total", of("tag_note", "false").and(of("tag_plain", "true"))))
                    .isEqualByComparingTo("1");
            assertThat(scraped.sum("llm_requests_total", of("tag_note", "x"))).isEqualByComparingTo("1");
            assertThat(scraped.sum("llm_latency_seconds_count")).isEqualByComparingTo("3");
        }
    }

    @Test
    void madeUpNamesAreToldTogether() throws Exception {
        Reply missing = Reply.json(404, "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}");
        try (ScriptedProvider provider = ScriptedProvider.expecting(0, Integer.MAX_VALUE)
                        .when(asked -> asked.bodyText().contains("lax"), Reply.json(Fate.ANSWER))
                        .always(missing);
                TestGateway gateway = TestGateway.before(
                        data,
                        UNBREAKABLE + "metrics: { litellm: true, labels: [ \"tag:t\" ] }\n",
                        Map.of("p", provider.port()))) {
            gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"lax\"}]}");
            invent(gateway, 0, 20);
            long before =
                    gateway.get("/metrics/", TestGateway.MASTER).text().lines().count();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int from = 20 + 5000 * i;
                    all.add(threads.submit(() -> invent(gateway, from, from + 5000)));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            Scraped scraped = scrape(gateway);
            assertThat(gateway.get("/metrics/", TestGateway.MASTER)
                            .text()
                            .lines()
                            .count())
                    .isLessThan(before + 50);
            assertThat(scraped.sum("llm_requests_total").intValue()).isEqualTo(20_021);
            assertThat(scraped.family("llm_requests_total").samples())
                    .extracting(sample -> sample.label("model"))
                    .containsOnly("real-model", "other");
            assertThat(scraped.family("litellm_proxy_total_requests_metric_total")
                            .samples())
                    .extracting(sample -> sample.label("requested_model"))
                    .containsOnly("m", "other");
        }
    }

    /** Half of the names are answered, half are not; paths and methods are made up too. */
    private static void invent(TestGateway gateway, int from, int to) {
        List<Header> headers =
                Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Content-Type", "application/json");
        try (RawClient client = RawClient.connect(gateway.port())) {
            for (int i = from; i < to; i++) {
                String words = i % 2 == 0 ? "lax" : "strict";
                client.request(
                                "POST",
                                "/v1/chat/completions",
                                headers,
                                "{\"model\":\"p/made-up-" + i + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                        + words + "\"}]}")
                        .read();
                if (i % 100 == 0) {
                    client.request("GET", "/nothing/here/" + i, headers, "").read();
                }
            }
        }
    }

    @Test
    void tagsBeyondTheBoundAreToldTogether() {
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.before(
                        data, "metrics: { labels: [ \"tag:n\" ] }\n", Map.of("p", provider.port()))) {
            List<Header> headers =
                    Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Content-Type", "application/json");
            try (RawClient client = RawClient.connect(gateway.port())) {
                for (int i = 0; i < 1100; i++) {
                    client.request(
                                    "POST",
                                    "/v1/chat/completions",
                                    headers,
                                    "{\"model\":\"m\",\"metadata\":{\"tags\":[\"n:" + i
                                            + "\"]},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                            .read();
                }
            }
            Scraped scraped = scrape(gateway);
            assertThat(scraped.family("llm_requests_total").samples()).hasSize(1001);
            assertThat(scraped.sum("llm_requests_total", of("tag_n", "other"))).isEqualByComparingTo("100");
            assertThat(scraped.sum("llm_cost_total")).isEqualByComparingTo("2.2");
        }
    }

    @Test
    void theyAreForViewersUnlessPublic() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            String viewer = Managing.done(
                            gateway, "/user/new", "{\"user_id\":\"v\",\"user_role\":\"proxy_admin_viewer\"}")
                    .path("key")
                    .asString();
            for (String path : List.of("/metrics", "/metrics/", "/metrics/prometheus")) {
                assertThat(gateway.get(path, viewer).status()).isEqualTo(200);
                assertThat(gateway.get(path, TestGateway.LIMITED).status()).isEqualTo(403);
                Response nobody = gateway.get(path, "sk-nobodys");
                assertThat(nobody.status()).isEqualTo(401);
                assertThat(nobody.text()).contains("\"error\":{");
            }
            Scraped scraped = scrape(gateway);
            assertThat(scraped.sum(
                            "auth_failures_total", of("reason", "forbidden").or(of("reason", "role"))))
                    .isEqualByComparingTo("3");
            assertThat(scraped.sum("suspicious_activity_total", of("kind", "forbidden_path")))
                    .isEqualByComparingTo("3");
        }
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.before(
                        data.resolve("open"), "metrics: { public: true }\n", Map.of("p", provider.port()));
                RawClient client = RawClient.connect(gateway.port())) {
            assertThat(client.request("GET", "/metrics", List.of(), "").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theEnvironmentTurnsThemOff() {
        try (TestGateway gateway = TestGateway.in(
                data,
                Map.of("METRICS_ENABLED", "false"),
                "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER
                        + " }\nproviders: { simulated: { preset: simulated } }\n")) {
            for (String path : List.of("/metrics", "/metrics/", "/metrics/prometheus")) {
                assertThat(gateway.get(path, TestGateway.MASTER).status()).isEqualTo(404);
            }
            Managing.json(
                    gateway.chat("{\"model\":\"simulated\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | true",
                "text/plain | true",
                "*/* | false",
                "application/json | false",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
                "application/json, text/plain;q=0.5 | false",
                "application/json;q=0.4, text/plain;q=0.5 | true",
                "text/plain;q=0 | false",
                "'' | false"
            })
    void theClientSaysWhichForm(String accept, boolean text) {
        try (ScriptedProvider provider = Managing.answering(1);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()));
                RawClient client = RawClient.connect(gateway.port())) {
            Managing.call(gateway, TestGateway.MASTER);
            Response answer = client.request(
                            "GET",
                            "/metrics",
                            Header.list("Authorization", "Bearer " + TestGateway.MASTER, "Accept", accept),
                            "")
                    .read();
            if (text) {
                assertThat(answer.header("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
                assertThat(Scraped.of(answer.text()).sum("llm_requests_total")).isEqualByComparingTo("1");
            } else {
                assertThat(answer.header("content-type")).contains("application/json");
                JsonNode json = Managing.json(answer);
                assertThat(json.at("/providers/p/total_requests").asInt()).isEqualTo(1);
                assertThat(json.at("/providers/p/success_rate").asDouble()).isEqualTo(1);
                assertThat(json.at("/providers/p/avg_response_time").isNumber()).isTrue();
                assertThat(json.at("/caches/response_cache/hits").asInt()).isZero();
                assertThat(json.at("/circuit_breakers/deployments/p~1real-model")
                                .asString())
                        .isEqualTo("closed");
                assertThat(json.at("/performance/http_client/requests_total").asInt())
                        .isEqualTo(1);
                assertThat(json.at("/system/memory/heap_used_mb").asDouble()).isPositive();
            }
        }
    }

    @Test
    void limitsBudgetsAndBreakersAreTold() {
        Reply down = Reply.json(500, "{\"error\":{\"message\":\"down\"}}");
        try (ScriptedProvider provider = ScriptedProvider.expecting(0, 100)
                        .when(asked -> asked.bodyText().contains("fail"), down)
                        .always(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.before(
                        data,
                        "resilience: { retry: { max_attempts: 1 }, breaker: { failure_threshold: 2 } }\n"
                                + "metrics: { litellm: true }\n",
                        Map.of("p", provider.port()))) {
            Managing.done(gateway, "/team/new", "{\"team_id\":\"t\",\"team_alias\":\"ours\",\"max_budget\":0.002}");
            String slow = Managing.key(gateway, "{\"rpm_limit\":1,\"key_alias\":\"slow\",\"max_budget\":5}");
            String poor = Managing.key(gateway, "{\"team_id\":\"t\"}");
            assertThat(Managing.call(gateway, slow).status()).isEqualTo(200);
            assertThat(Managing.call(gateway, slow).status()).isEqualTo(429);
            assertThat(Managing.call(gateway, poor).status()).isEqualTo(200);
            assertThat(Managing.call(gateway, poor).status()).isEqualTo(429);
            Scraped before = scrape(gateway);
            assertThat(before.sum("circuit_breaker_state")).isZero();
            assertThat(before.sum("rate_limit_rejections_total", of("scope", "key")))
                    .isEqualByComparingTo("1");
            assertThat(before.sum("budget_rejections_total", of("scope", "team")))
                    .isEqualByComparingTo("1");
            Predicate<Scraped.Sample> team =
                    of("kind", "team").and(of("name", "t")).and(of("alias", "ours"));
            assertThat(before.sum("llm_budget_dollars", team)).isEqualByComparingTo("0.002");
            assertThat(before.sum("llm_budget_spent_dollars", team)).isEqualByComparingTo("0.002");
            assertThat(before.family("litellm_remaining_team_budget_metric").samples())
                    .singleElement()
                    .satisfies(left -> assertThat(left.value()).isZero());
            assertThat(before.sum("litellm_team_max_budget_metric", of("team", "t")))
                    .isEqualByComparingTo("0.002");
            assertThat(before.sum("litellm_remaining_api_key_budget_metric", of("api_key_alias", "slow")))
                    .isEqualByComparingTo("4.998");
            for (int i = 0; i < 2; i++) {
                gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"fail\"}]}");
            }
            Scraped after = scrape(gateway);
            assertThat(after.sum("circuit_breaker_state", of("model", "real-model")))
                    .isEqualByComparingTo("2");
            assertThat(after.sum("litellm_deployment_state")).isEqualByComparingTo("2");
            assertThat(after.sum("litellm_deployment_failure_responses_total", of("exception_status", "500")))
                    .isEqualByComparingTo("2");
        }
    }
}
