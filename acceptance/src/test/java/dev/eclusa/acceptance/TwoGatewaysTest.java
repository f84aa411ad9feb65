package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.app.Gateway;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.StoreRefused;
import dev.eclusa.store.sql.PostgresAddress;
import dev.eclusa.store.sql.PostgresDatabase;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two gateways over one PostgreSQL and one Redis, all real: what limits and budgets say holds over both. */
class TwoGatewaysTest {
    /** How long Redis is gone, and half of what PostgreSQL is: {@code -Declusa.outage=30000} for the long version. */
    private static final long OUTAGE_MILLIS = Long.getLong("eclusa.outage", 0);

    /** Between calls in an outage, each of which takes a port for a minute. */
    private static final long PACE_NANOS = 100_000_000;

    private static final String MASTER = "sk-acceptance";

    /** 1,000 prompt and 500 answer tokens: 0.002 USD at the prices below. */
    private static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"x\",\"choices\":["
            + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}";

    private static final BigDecimal EACH = new BigDecimal("0.002");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path stores;

    private static SharedStores shared;

    @TempDir
    private Path data;

    private ScriptedProvider provider;
    private Gateway first;
    private Gateway second;
    private String database;

    @BeforeAll
    static void startStores() {
        shared = SharedStores.start(stores);
    }

    @AfterAll
    static void stopStores() {
        shared.close();
    }

    @BeforeEach
    void start() throws IOException {
        flushRedis();
        provider = ScriptedProvider.expecting(0, Integer.MAX_VALUE)
                .when(
                        request -> request.bodyText().contains("slowly"),
                        Reply.sse(Step.await(gate)).then(Step.send(ANSWER)))
                .always(Reply.json(ANSWER));
        database = shared.database("eclusa" + NUMBER.incrementAndGet());
        first = gateway("first");
        second = gateway("second");
    }

    private final Gate gate = new Gate();

    @AfterEach
    void stop() {
        first.close();
        second.close();
        provider.close();
    }

    private Gateway gateway(String name) {
        var loaded = new ConfigurationLoader(Map.of("DATABASE_URL", database, "REDIS_URL", shared.redisUrl()))
                .load("test.yaml", """
                        server: { port: 0 }
                        auth: { master_key: %s }
                        providers: { p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k } }
                        models:
                          - { name: m, deployments: [ { provider: p, model: x, price: { input: 1, output: 2 } } ] }
                        resilience: { retry: { max_attempts: 1 } }
                        """.formatted(MASTER, provider.port()));
        return switch (loaded) {
            case ConfigurationLoader.Result.Loaded usable ->
                Gateway.start(usable.configuration(), data.resolve(name), Gateway.Keys.configured(new byte[32]));
            case ConfigurationLoader.Result.Rejected rejected ->
                throw new IllegalArgumentException(rejected.problems().toString());
        };
    }

    private static Response post(Gateway gateway, String path, String body, String key) {
        List<Header> headers =
                List.of(new Header("Content-Type", "application/json"), new Header("Authorization", "Bearer " + key));
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request("POST", path, headers, body).read();
        }
    }

    private static JsonNode admin(Gateway gateway, String path, String body) {
        Response answer = post(gateway, path, body, MASTER);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JsonCodec.answer(answer.body(), 0, answer.body().length);
    }

    private static JsonNode get(Gateway gateway, String path) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            Response answer = client.request("GET", path, List.of(new Header("Authorization", "Bearer " + MASTER)), "")
                    .read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return JsonCodec.answer(answer.body(), 0, answer.body().length);
        }
    }

    private String key(String fields) {
        return admin(first, "/key/generate", "{" + fields + "}").path("key").asString();
    }

    private static int call(Gateway gateway, String key) {
        return post(gateway, "/v1/chat/completions", body("hi"), key).status();
    }

    private static String body(String text) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    /** Calls, twenty at a time, until so many milliseconds are over; answers how many there were, all of which succeeded. */
    private long loadFor(long millis, String key) throws Exception {
        long latest = System.nanoTime() + millis * 1_000_000;
        long calls = 0;
        do {
            assertThat(together(20, key)).as("no call fails").containsOnly(200);
            calls += 20;
            LockSupport.parkNanos(PACE_NANOS);
        } while (System.nanoTime() < latest);
        return calls;
    }

    /** So many calls at a time, alternating between the two; answers the statuses. */
    private List<Integer> together(int calls, String key) throws Exception {
        List<Future<Integer>> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                Gateway gateway = i % 2 == 0 ? first : second;
                statuses.add(threads.submit(() -> call(gateway, key)));
            }
        }
        List<Integer> all = new ArrayList<>();
        for (Future<Integer> status : statuses) {
            all.add(status.get());
        }
        return all;
    }

    private static BigDecimal spend(Gateway gateway, String key) {
        return get(gateway, "/key/info?key=" + key).path("info").path("spend").decimalValue();
    }

    /** Both gateways say so, once the rows of each are in the database. */
    private void awaitSpend(String key, long calls) throws InterruptedException {
        BigDecimal all = EACH.multiply(BigDecimal.valueOf(calls));
        for (Gateway gateway : List.of(first, second)) {
            eventually(
                    "spend of " + calls + " calls",
                    Duration.ofSeconds(2),
                    () -> spend(gateway, key).compareTo(all) == 0);
        }
    }

    private static void eventually(String what, Duration most, BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private void flushRedis() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shared.redisPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(answer.read()).isEqualTo('+');
        }
    }

    @Test
    void twoHundredAtATimeDoNotOverspendATeam() throws Exception {
        admin(first, "/team/new", "{\"team_id\":\"t\",\"max_budget\":0.1}");
        String key = key("\"team_id\":\"t\"");
        List<Integer> statuses = together(200, key);
        long answered = statuses.stream().filter(status -> status == 200).count();
        assertThat(statuses).containsOnly(200, 429);
        assertThat(answered).isBetween(47L, 50L);
        awaitSpend(key, answered);
        assertThat(get(second, "/team/info?team_id=t")
                        .path("team_info")
                        .path("spend")
                        .decimalValue())
                .isEqualByComparingTo(EACH.multiply(BigDecimal.valueOf(answered)));
    }

    @Test
    void requestsAMinuteAreExactOverBoth() throws Exception {
        String key = key("\"rpm_limit\":25");
        assertThat(together(100, key).stream().filter(status -> status == 200)).hasSize(25);
        Response refused = post(second, "/v1/chat/completions", body("hi"), key);
        assertThat(refused.text()).contains("25 requests a minute");
        assertThat(refused.header("retry-after")).isPresent();
    }

    @Test
    void requestsASecondAreExactOverBoth() throws Exception {
        String key = key("\"rpm_limit\":100000,\"rpm_burst\":6");
        long began = System.nanoTime();
        long let = together(100, key).stream().filter(status -> status == 200).count();
        long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000L;
        assertThat(let).isBetween(6L, 6 * seconds);
    }

    @Test
    void theProviderNeverSeesMoreAtATimeThanAKeyMayHave() throws Exception {
        String key = key("\"max_parallel_requests\":5");
        for (int round = 0; round < 4; round++) {
            assertThat(together(40, key)).containsOnly(200, 429);
        }
        assertThat(provider.mostConcurrentCalls()).isLessThanOrEqualTo(5);
        eventually("all places are free again", Duration.ofSeconds(2), () -> {
            try {
                return together(5, key).stream().allMatch(status -> status == 200);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    void placesOfClientsThatLeftAreFree() throws Exception {
        String key = key("\"max_parallel_requests\":2");
        List<Header> headers =
                List.of(new Header("Content-Type", "application/json"), new Header("Authorization", "Bearer " + key));
        try (RawClient one = RawClient.connect(first.port());
                RawClient other = RawClient.connect(second.port())) {
            one.request("POST", "/v1/chat/completions", headers, body("slowly"));
            other.request("POST", "/v1/chat/completions", headers, body("slowly"));
            provider.awaitRequest(Duration.ofSeconds(5));
            provider.awaitRequest(Duration.ofSeconds(5));
            assertThat(call(first, key)).isEqualTo(429);
            assertThat(call(second, key)).isEqualTo(429);
        }
        eventually("both are free", Duration.ofSeconds(2), () -> call(first, key) == 200);
        eventually("both are free", Duration.ofSeconds(2), () -> call(second, key) == 200);
    }

    @Test
    void aModelThatOneAddsIsCalledOnTheOther() throws Exception {
        String key = key("\"max_budget\":1");
        String call = "{\"model\":\"more\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        admin(
                first,
                "/model/new",
                "{\"model_name\":\"more\",\"litellm_params\":{\"model\":\"openai/x\",\"api_key\":\"k\",\"api_base\":\""
                        + provider.uri()
                        + "/v1\",\"input_cost_per_token\":0.000001,\"output_cost_per_token\":0.000002},"
                        + "\"model_info\":{\"id\":\"dep-more\"}}");
        eventually(
                "the other has it",
                Duration.ofSeconds(1),
                () -> post(second, "/v1/chat/completions", call, key).status() == 200);
        admin(second, "/model/delete", "{\"id\":\"dep-more\"}");
        eventually(
                "and it is gone on both",
                Duration.ofSeconds(1),
                () -> post(first, "/v1/chat/completions", call, key).status() == 404);
    }

    @Test
    void aKeyIsKnownAndGoneOnBothAtOnce() throws Exception {
        String key = key("\"max_budget\":1");
        assertThat(call(second, key)).isEqualTo(200);
        admin(first, "/key/update", "{\"key\":\"" + key + "\",\"models\":[\"other\"]}");
        eventually("the change holds on the other", Duration.ofSeconds(1), () -> call(second, key) == 403);
        admin(second, "/key/update", "{\"key\":\"" + key + "\",\"models\":[]}");
        eventually("and back", Duration.ofSeconds(1), () -> call(first, key) == 200);
        admin(first, "/key/delete", "{\"keys\":[\"" + key + "\"]}");
        eventually("it is gone on the other", Duration.ofSeconds(1), () -> call(second, key) == 401);
    }

    @Test
    void whatRedisForgotIsKnownFromTheLedgerAndFromBoth() throws Exception {
        String limited = key("\"rpm_limit\":20");
        String budgeted = key("\"max_budget\":0.04");
        for (int i = 0; i < 6; i++) {
            assertThat(call(first, limited)).isEqualTo(200);
            assertThat(call(second, limited)).isEqualTo(200);
            assertThat(call(i % 2 == 0 ? first : second, budgeted)).isEqualTo(200);
        }
        flushRedis();
        assertThat(together(40, limited).stream().filter(status -> status == 200))
                .hasSize(8);
        long more =
                together(40, budgeted).stream().filter(status -> status == 200).count();
        assertThat(more).isBetween(10L, 15L);
    }

    @Test
    void whatAKeySpentIsSetBackOnBoth() throws Exception {
        String key = key("\"max_budget\":0.02");
        assertThat(callsUntilRefused(key)).isEqualTo(10);
        admin(first, "/key/" + key + "/reset_spend", "{\"reset_to\":0.01}");
        assertThat(callsUntilRefused(key)).isEqualTo(5);
        admin(second, "/key/" + key + "/reset_spend", "{\"reset_to\":0}");
        assertThat(callsUntilRefused(key)).isEqualTo(10);
        awaitSpend(key, 10);
    }

    /** How many calls are answered until none is any more: many at a time, then one by one what they left. */
    private long callsUntilRefused(String key) throws Exception {
        long answered =
                together(40, key).stream().filter(status -> status == 200).count();
        for (boolean other = false; call(other ? second : first, key) == 200; other = !other) {
            answered++;
        }
        return answered;
    }

    @Test
    void theBudgetOfAProjectHoldsOverBoth() throws Exception {
        admin(first, "/team/new", "{\"team_id\":\"t\"}");
        admin(first, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\",\"max_budget\":0.02}");
        String key = key("\"project_id\":\"p\"");
        eventually(
                "the project is known on the other",
                Duration.ofSeconds(1),
                () -> get(second, "/project/list").size() == 1);
        assertThat(callsUntilRefused(key)).isEqualTo(10);
    }

    @Test
    void budgetsOfTagsAndOfSeveralPeriodsHoldOverBoth() throws Exception {
        admin(first, "/tag/new", "{\"name\":\"batch\",\"max_budget\":0.02,\"budget_duration\":\"1d\"}");
        String tagged = key("\"tags\":[\"batch\"]");
        eventually(
                "the tag is known on the other",
                Duration.ofSeconds(1),
                () -> get(second, "/tag/list").size() == 1);
        assertThat(callsUntilRefused(tagged)).isEqualTo(10);
        String windowed = key("\"max_budget\":10,\"budget_limits\":[{\"budget_duration\":\"1d\",\"max_budget\":0.02}]");
        assertThat(callsUntilRefused(windowed)).isEqualTo(10);
        flushRedis();
        assertThat(together(10, tagged)).containsOnly(429);
        assertThat(together(10, windowed)).containsOnly(429);
    }

    @Test
    void callsGoOnWithoutRedisAndLimitsAreExactAfter() throws Exception {
        String free = key("\"max_budget\":1000");
        String limited = key("\"rpm_limit\":20");
        assertThat(together(10, free)).containsOnly(200);
        assertThat(together(6, limited)).containsOnly(200);
        long during;
        shared.stopRedis();
        try {
            during = loadFor(OUTAGE_MILLIS, free);
            long without = together(40, limited).stream()
                    .filter(status -> status == 200)
                    .count();
            assertThat(without).as("each lets in its part").isBetween(1L, 14L);
        } finally {
            shared.startRedis();
        }
        eventually("limits are counted together again", Duration.ofSeconds(10), () -> {
            Response refused = post(first, "/v1/chat/completions", body("hi"), limited);
            return refused.status() == 429;
        });
        assertThat(together(10, free)).containsOnly(200);
        awaitSpend(free, 20 + during);
    }

    @Test
    void noCallFailsAndNoRowIsLostWithoutPostgres() throws Exception {
        String key = key("\"max_budget\":1000");
        assertThat(together(10, key)).containsOnly(200);
        long during;
        shared.stopPostgres();
        try {
            during = loadFor(2 * OUTAGE_MILLIS, key);
            assertThat(call(first, "sk-nobody-knows")).isEqualTo(503);
        } finally {
            shared.startPostgres();
        }
        eventually(
                "all rows are there",
                Duration.ofSeconds(20),
                () -> get(second, "/ai/usage?start_date=2020-01-01&end_date=2040-01-01")
                                .path("summary")
                                .path("total_requests")
                                .asInt()
                        == 10 + during);
        awaitSpend(key, 10 + during);
        assertThat(call(first, "sk-nobody-knows")).isEqualTo(401);
    }

    @Test
    void callsOneAfterAnotherThatFitTheBudgetAllPass() {
        String key = key("\"max_budget\":0.08");
        for (int i = 0; i < 40; i++) {
            assertThat(call(i % 2 == 0 ? first : second, key)).as("call " + i).isEqualTo(200);
        }
        assertThat(call(first, key)).isEqualTo(429);
    }

    @Test
    void aRequestThatIsRepeatedMakesOneKeyOnWhicheverGateway() throws Exception {
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                Gateway gateway = i % 2 == 0 ? first : second;
                answers.add(threads.submit(() -> generate(gateway, "{\"key_alias\":\"once\"}")));
            }
        }
        String one = answers.getFirst().get().text();
        for (Future<Response> answer : answers) {
            assertThat(answer.get().text()).isEqualTo(one);
        }
        assertThat(get(first, "/key/list").path("total_count").asInt()).isEqualTo(1);
        assertThat(generate(second, "{\"key_alias\":\"other\"}").status()).isEqualTo(409);
        String key = JsonCodec.answer(
                        one.getBytes(StandardCharsets.UTF_8), 0, one.getBytes(StandardCharsets.UTF_8).length)
                .path("key")
                .asString();
        assertThat(call(second, key)).isEqualTo(200);
        try (Connection connection = shared.connect(database.substring(database.lastIndexOf('/') + 1));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT text FROM eclusa.repeats")) {
            found.next();
            assertThat(found.getString(1)).doesNotContain(key);
        }
    }

    private static Response generate(Gateway gateway, String body) {
        List<Header> headers = List.of(
                new Header("Content-Type", "application/json"),
                new Header("Authorization", "Bearer " + MASTER),
                new Header("Idempotency-Key", "the same"));
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request("POST", "/key/generate", headers, body).read();
        }
    }

    @Test
    void reportsAuditAndPrivacyAreTheSameOnBoth() throws Exception {
        admin(first, "/user/new", "{\"user_id\":\"ana\"}");
        String key = key("\"user_id\":\"ana\"");
        assertThat(together(10, key)).containsOnly(200);
        assertThat(call(second, "sk-nobody-knows")).isEqualTo(401);
        awaitSpend(key, 10);
        for (Gateway gateway : List.of(first, second)) {
            assertThat(get(gateway, "/user/daily/activity?start_date=2020-01-01&end_date=2100-01-01&user_id=ana")
                            .path("metadata")
                            .path("total_api_requests")
                            .asInt())
                    .isEqualTo(10);
            assertThat(get(gateway, "/spend/logs?api_key=" + key + "&limit=4")).hasSize(4);
            assertThat(get(gateway, "/api/privacy/ana/export").path("calls")).hasSize(10);
        }
        eventually(
                "each sees what the other noted",
                Duration.ofSeconds(3),
                () -> get(second, "/api/audit").path("entries").size() == 3);
        assertThat(first.ledger().audit().broken()).isEmpty();
        assertThat(second.ledger().anonymise("ana", "anonymous-1")).isEqualTo(10);
        assertThat(get(first, "/spend/logs?user_id=ana")).isEmpty();
        assertThat(get(first, "/spend/logs?user_id=anonymous-1")).hasSize(10);
        assertThat(first.ledger().forget(Instant.now())).isEqualTo(10);
        assertThat(get(second, "/spend/logs")).isEmpty();
        assertThat(get(second, "/global/spend").path("spend").decimalValue())
                .as("the sums stay")
                .isEqualByComparingTo(EACH.multiply(BigDecimal.TEN));
    }

    @Test
    void whatPostgresCannotKeepDoesNotStopTheLedger() throws Exception {
        String odd = "{\"model\":\"m\",\"user\":\"a\\u0000b\\ud800 ' OR '1'='1\",\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertThat(post(first, "/v1/chat/completions", odd, MASTER).status()).isEqualTo(200);
        assertThat(call(second, MASTER)).isEqualTo(200);
        eventually(
                "both rows are there",
                Duration.ofSeconds(3),
                () -> get(first, "/spend/logs").size() == 2);
    }

    @Test
    void gatewaysThatStartAtOnceMakeTheTablesOnceAndAnOlderOneGoesOnBesideANewer() throws Exception {
        String name = "fresh" + NUMBER.incrementAndGet();
        PostgresAddress address = PostgresAddress.of(shared.database(name));
        List<Future<?>> starts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                starts.add(threads.submit(() -> {
                    new PostgresDatabase(address).close();
                    return null;
                }));
            }
        }
        for (Future<?> start : starts) {
            start.get();
        }
        try (Connection connection = shared.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO eclusa.versions (version, tolerated_from) VALUES (99, 2)");
            new PostgresDatabase(address).close();
            statement.execute("UPDATE eclusa.versions SET tolerated_from = 98 WHERE version = 99");
            assertThatThrownBy(() -> new PostgresDatabase(address)).hasMessageContaining("too old");
        }
    }

    @Test
    void aMigrationThatFailsChangesNothingAndKeepsTheGatewayFromStarting() throws Exception {
        String name = "broken" + NUMBER.incrementAndGet();
        PostgresAddress address = PostgresAddress.of(shared.database(name));
        try (Connection connection = shared.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA eclusa");
            statement.execute("CREATE TABLE eclusa.daily (somebody_elses INT)");
            assertThatThrownBy(() -> LedgerStore.open(
                                    data.resolve("refused"),
                                    LedgerStore.LedgerSettings.DEFAULT,
                                    new DatabasePlace.Server(address))
                            .awaitDatabase())
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageContaining("Nothing was changed");
            try (ResultSet found = statement.executeQuery(
                    "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'eclusa'")) {
                found.next();
                assertThat(found.getInt(1)).isEqualTo(1);
            }
        }
    }
}
