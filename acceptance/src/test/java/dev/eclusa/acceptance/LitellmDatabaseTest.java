package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.Gateway;
import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** LiteLLM's database taken over: a small one of our own, and a recorded one where it is there. */
class LitellmDatabaseTest {
    private static final Path RECORDED = Path.of("/work/shared/data/litellm/database.sql.gz");
    /** Spend logs that a run is cut off in: {@code -Declusa.import.rows=50000} for the long version. */
    private static final int ROWS = Integer.getInteger("eclusa.import.rows", 15_000);

    private static final String MASTER = "sk-acceptance";
    private static final String SALT = "sk-salt-of-the-test";
    private static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"x\",\"choices\":["
            + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}";
    private static final BigDecimal EACH = new BigDecimal("0.002");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path stores;

    private static SharedStores shared;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startStores() {
        shared = SharedStores.start(stores);
    }

    @AfterAll
    static void stopStores() {
        shared.close();
    }

    /** A database of LiteLLM's, and of one of its keys what it may call and what LiteLLM says it has spent. */
    record Litellm(String name, String key, String model, String team, BigDecimal spent) {
        InputStream dump() throws IOException {
            return name.equals("recorded")
                    ? new GZIPInputStream(Files.newInputStream(RECORDED))
                    : Objects.requireNonNull(LitellmDatabaseTest.class.getResourceAsStream("litellm-sample.sql"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Litellm SAMPLE =
            new Litellm("sample", "sk-sample-first-0001", "m", "t-1", new BigDecimal("0.000417"));

    static Stream<Litellm> databases() {
        Litellm recorded = new Litellm("recorded", "sk-golden-spend-01", "gpt-4o-mini", "t-sp", BigDecimal.ZERO);
        return Files.exists(RECORDED) ? Stream.of(SAMPLE, recorded) : Stream.of(SAMPLE);
    }

    private static String restored(Litellm litellm) throws IOException, SQLException {
        String name = "litellm" + NUMBER.incrementAndGet();
        String url = shared.database(name);
        try (Connection connection = shared.connect(name);
                InputStream dump = litellm.dump()) {
            PlainDump.restore(connection, dump);
        }
        return url;
    }

    private static String sql(String url, String... statements) throws SQLException {
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (Connection connection = shared.connect(name);
                Statement statement = connection.createStatement()) {
            String answer = "";
            for (String one : statements) {
                if (statement.execute(one)) {
                    try (ResultSet found = statement.getResultSet()) {
                        answer = found.next() ? String.valueOf(found.getString(1)) : "";
                    }
                }
            }
            return answer;
        }
    }

    /** Each row of the spend logs so many times. */
    private static void multiplied(String url, int rows) throws SQLException {
        String columns = sql(
                url,
                "SELECT string_agg(CASE column_name WHEN 'request_id' THEN 'request_id || ''-'' || n' ELSE 'l.' ||"
                        + " quote_ident(column_name) END, ',' ORDER BY ordinal_position) FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name = 'LiteLLM_SpendLogs'");
        sql(
                url,
                "INSERT INTO \"LiteLLM_SpendLogs\" SELECT " + columns
                        + " FROM \"LiteLLM_SpendLogs\" l, generate_series(1, (SELECT " + rows
                        + " / count(*) FROM \"LiteLLM_SpendLogs\")) n");
    }

    private EclusaProcess importing(String url, String data) throws IOException {
        return EclusaProcess.start(
                directory,
                Map.of("LITELLM_SALT_KEY", SALT),
                "import",
                "litellm",
                "--json",
                "--from",
                url,
                "--data",
                data);
    }

    private JsonNode imported(String url, String data) throws IOException {
        EclusaProcess process = importing(url, data);
        assertThat(process.await()).as(process.text()).isZero();
        return JsonCodec.request(Files.readAllBytes(process.out()));
    }

    private static long calls(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM calls")) {
            return found.next() ? found.getLong(1) : 0;
        } catch (SQLException notYet) {
            return 0;
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** All that is kept, without the numbers that only order it. */
    private static Set<String> books(Path file) throws SQLException {
        Set<String> rows = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String question : List.of(
                    "SELECT call_id, began_at, key_name, user_name, team, organization, provider, model, cost_nanos,"
                            + " input_tokens, output_tokens, cached_tokens, outcome, status, tags, latency_ms"
                            + " FROM calls c JOIN labels l ON l.id = c.labels",
                    "SELECT 'day', day, key_name, user_name, team, organization, provider, model, requests, tokens,"
                            + " cost_nanos, unpriced, failed, cached_tokens FROM daily d JOIN labels l ON l.id = d.labels",
                    "SELECT 'tag', tag, day, key_name, requests, tokens, cost_nanos FROM daily_tags d"
                            + " JOIN labels l ON l.id = d.labels ORDER BY 1, 2, 3, 4, 5, 6, 7",
                    "SELECT kind, id, document FROM accounts")) {
                try (ResultSet found = statement.executeQuery(question)) {
                    while (found.next()) {
                        StringBuilder row = new StringBuilder();
                        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                            row.append(found.getString(i)).append('|');
                        }
                        rows.add(row.toString());
                    }
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRunThatIsKilledIsGoneOnWithAndAThirdChangesNothing(Litellm litellm) throws Exception {
        String url = restored(litellm);
        multiplied(url, ROWS);
        Path file = directory.resolve("killed/eclusa.db");

        EclusaProcess first = importing(url, "killed");
        await(() -> calls(file) > ROWS / 10 || !first.process().isAlive());
        first.kill();
        long cut = calls(file);
        JsonNode report = imported(url, "killed");
        Set<String> after = books(file);
        JsonNode again = imported(url, "killed");

        assertThat(cut).as("cut off in the middle").isBetween(ROWS / 10L, ROWS - 500L);
        assertThat(report.path("equal").asBoolean()).isTrue();
        assertThat(report.path("tables").path("LiteLLM_SpendLogs").path("new").asLong())
                .isEqualTo(report.path("total").path("calls_there").asLong() - cut);
        assertThat(again.path("tables").path("LiteLLM_SpendLogs").path("new").asLong())
                .isZero();
        assertThat(again.path("total")).isEqualTo(report.path("total"));
        assertThat(books(file)).isEqualTo(after);
        imported(url, "whole");
        assertThat(books(directory.resolve("whole/eclusa.db"))).isEqualTo(after);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void figuresAreThoseOfLitellmToTheNanoDollar(Litellm litellm) throws Exception {
        String url = restored(litellm);

        JsonNode report = imported(url, "data");

        assertThat(report.path("wrong").isEmpty()).isTrue();
        BigDecimal total =
                new BigDecimal(sql(url, "SELECT sum(round(spend::text::numeric, 9)) FROM \"LiteLLM_SpendLogs\""));
        assertThat(report.path("total").path("spend_here").decimalValue()).isEqualByComparingTo(total);
        assertThat(report.path("ledger").path("spend").decimalValue()).isEqualByComparingTo(total);
        assertThat(report.path("accounts").size()).isPositive();
        EclusaProcess told =
                EclusaProcess.start(directory, Map.of(), "import", "litellm", "--from", url, "--data", "data");
        assertThat(told.await()).isZero();
        assertThat(told.text()).contains("All figures are equal.");
        report.path("accounts")
                .forEach(account -> assertThat(account.path("state").asString()).isIn("equal", "period_over"));
        assertThat(books(directory.resolve("data/eclusa.db")).toString())
                .doesNotContain("must not be read", "hash-of-a-password");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void everyKeyGoesOnWorkingAndItsHashIsReplaced(Litellm litellm) throws Exception {
        imported(restored(litellm), "data");
        String token = sha256(litellm.key());
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(ANSWER));
                Gateway gateway = gateway(provider, litellm.model(), Map.of(), directory.resolve("data"))) {
            JsonNode before = info(gateway, token);
            assertThat(before.path("token").asString()).isEqualTo(token);
            assertThat(before.path("spend").decimalValue()).isEqualByComparingTo(litellm.spent());

            assertThat(call(gateway, litellm.model(), litellm.key()).status()).isEqualTo(200);
            await(() -> !info(gateway, token).path("token").asString("").equals(token));
            assertThat(call(gateway, litellm.model(), litellm.key()).status()).isEqualTo(200);
            await(() -> info(gateway, token)
                            .path("spend")
                            .decimalValue()
                            .compareTo(litellm.spent().add(EACH).add(EACH))
                    == 0);

            assertThat(info(gateway, litellm.key())).isEqualTo(info(gateway, token));
            assertThat(info(gateway, token).has("litellm_token")).isFalse();
            assertThat(call(gateway, litellm.model(), token).status()).isEqualTo(401);
        }
    }

    @Test
    void blockedStaysBlockedAndExpiredExpired() throws Exception {
        String url = restored(SAMPLE);
        imported(url, "data");
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(ANSWER));
                Gateway gateway = gateway(provider, "m", Map.of(), directory.resolve("data"))) {
            assertThat(call(gateway, "m", "sk-sample-blocked-03").status()).isEqualTo(401);
            assertThat(call(gateway, "m", "sk-sample-expired-04").status()).isEqualTo(401);
            assertThat(call(gateway, "m", "sk-sample-other-0002").status()).isEqualTo(200);
            assertThat(call(gateway, "mini", SAMPLE.key()).status())
                    .as("an alias of its team")
                    .isEqualTo(200);
            try (RawClient client = RawClient.connect(gateway.port())) {
                Response organization = client.request(
                                "GET",
                                "/organization/info?organization_id=o-1",
                                List.of(new Header("Authorization", "Bearer " + MASTER)),
                                "")
                        .read();
                assertThat(organization.text())
                        .as("a member's own budget, and what it had spent")
                        .contains("\"spend\":0.02", "\"max_budget\":2.5");
            }
        }
    }

    @Test
    void projectsComeWithTheirKeysAndWhatTheySpent() throws Exception {
        JsonNode report = imported(restored(SAMPLE), "data");
        assertThat(report.path("notices").toString()).contains("'p-1' had a model_rpm_limit");
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).always(Reply.json(ANSWER));
                Gateway gateway = gateway(provider, "m", Map.of(), directory.resolve("data"))) {
            assertThat(info(gateway, sha256(SAMPLE.key())).path("project_id").asString())
                    .isEqualTo("p-1");
            JsonNode project = project(gateway);
            assertThat(project.path("project_alias").asString()).isEqualTo("Project One");
            assertThat(project.path("team_id").asString()).isEqualTo("t-1");
            assertThat(project.path("spend").decimalValue()).isEqualByComparingTo("0.0002");
            assertThat(call(gateway, "m", SAMPLE.key()).status()).isEqualTo(200);
            await(() -> project(gateway).path("spend").decimalValue().compareTo(new BigDecimal("0.0022")) == 0);
        }
    }

    private static JsonNode project(Gateway gateway) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            Response answer = client.get("/project/info?project_id=p-1", MASTER).read();
            return JsonCodec.answer(answer.body(), 0, answer.body().length);
        }
    }

    @Test
    void aKeyDeletedHereDoesNotComeBack() throws Exception {
        String url = restored(SAMPLE);
        imported(url, "data");
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(ANSWER));
                Gateway gateway = gateway(provider, "m", Map.of(), directory.resolve("data"))) {
            assertThat(call(gateway, "m", SAMPLE.key()).status()).isEqualTo(200);
            await(() -> !info(gateway, sha256(SAMPLE.key()))
                    .path("token")
                    .asString("")
                    .equals(sha256(SAMPLE.key())));
            assertThat(post(gateway, "/key/delete", "{\"keys\":[\"" + sha256(SAMPLE.key()) + "\"]}", MASTER)
                            .status())
                    .isEqualTo(200);
            assertThat(post(gateway, "/key/regenerate", "{\"key\":\"" + sha256("sk-sample-other-0002") + "\"}", MASTER)
                            .status())
                    .isEqualTo(200);
        }
        JsonNode again = imported(url, "data");

        assertThat(again.path("tables")
                        .path("LiteLLM_VerificationToken")
                        .path("new")
                        .asLong())
                .isZero();
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(ANSWER));
                Gateway gateway = gateway(provider, "m", Map.of(), directory.resolve("data"))) {
            assertThat(call(gateway, "m", SAMPLE.key()).status()).isEqualTo(401);
            assertThat(call(gateway, "m", "sk-sample-other-0002").status()).isEqualTo(401);
        }
    }

    @Test
    void whatOnlySumsKnowIsKeptOnce() throws Exception {
        String url = restored(SAMPLE);
        imported(url, "data");
        sql(url, "DELETE FROM \"LiteLLM_SpendLogs\" WHERE \"startTime\" < '2026-11-02'");

        imported(url, "data");

        try (Database books =
                DatabasePlace.usual().in(directory.resolve("data")).open()) {
            assertThat(books.imported().sum().calls()).isEqualTo(60);
            assertThat(books.imported().sum().rest()).isEqualTo(13);
            assertThat(books.imported().sum().restNanos()).isEqualTo(40_000_001);
            assertThat(books.importedTeams().get("t-2").rest()).isEqualTo(1);
        }
    }

    @Test
    void sumsWithoutAnyRowsAreTakenOverWhole() throws Exception {
        String url = restored(SAMPLE);
        sql(url, "DELETE FROM \"LiteLLM_SpendLogs\"");
        imported(url, "data");

        try (Database books =
                DatabasePlace.usual().in(directory.resolve("data")).open()) {
            assertThat(books.imported().sum().calls()).isZero();
            assertThat(books.imported().sum().rest()).isEqualTo(73);
        }
    }

    @Test
    void anOlderDatabaseIsReadAsFarAsItGoes() throws Exception {
        String url = restored(SAMPLE);
        sql(
                url,
                "ALTER TABLE \"LiteLLM_SpendLogs\" DROP organization_id, DROP status, DROP metadata, DROP request_tags",
                "ALTER TABLE \"LiteLLM_VerificationToken\" DROP organization_id, DROP blocked, DROP allowed_routes",
                "DROP TABLE \"LiteLLM_TagTable\", \"LiteLLM_DailyTagSpend\", \"LiteLLM_CredentialsTable\","
                        + " \"LiteLLM_ModelTable\"",
                "CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)",
                "INSERT INTO _prisma_migrations VALUES ('20260101_half', NULL, NULL)");

        JsonNode report = imported(url, "data");

        assertThat(report.path("equal").asBoolean()).isTrue();
        assertThat(report.path("notices").toString())
                .contains("LiteLLM_TagTable is not there.", "migration '20260101_half' is unfinished");
        assertThat(report.path("total").path("calls_here").asLong()).isEqualTo(60);
    }

    @Test
    void modelsComeWithTheirSecretsAndAWrongSaltKeyLeavesThemOut() throws Exception {
        String url = restored(SAMPLE);
        EclusaProcess wrong = EclusaProcess.start(
                directory,
                Map.of("OTHER", "no"),
                "import",
                "litellm",
                "--from",
                url,
                "--data",
                "data",
                "--salt-key-env",
                "OTHER");

        assertThat(wrong.await()).isEqualTo(1);
        assertThat(wrong.text()).contains("The salt key does not open deployment 'stored' (d-1).");
        JsonNode report = imported(url, "data");
        assertThat(report.path("tables")
                        .path("LiteLLM_ProxyModelTable")
                        .path("new")
                        .asLong())
                .isEqualTo(1);
        assertThat(report.path("tables").path("LiteLLM_Config").path("left_out").toString())
                .contains("configuration file");
        assertThat(books(directory.resolve("data/eclusa.db")).toString())
                .contains("DEPLOYMENT|d-1|{\"model_name\":\"stored\"")
                .contains("\"model\":\"openai/gpt-4o-mini\"")
                .contains("\"rpm\":5");
    }

    @Test
    void aFirstStartTakesItOverOnceForAllInstances() throws Exception {
        String url = restored(SAMPLE);
        List<EclusaProcess> gateways = new ArrayList<>();
        try (ScriptedProvider provider =
                ScriptedProvider.expecting(0, Integer.MAX_VALUE).always(Reply.json(ANSWER))) {
            Path file = Files.writeString(directory.resolve("eclusa.yaml"), yaml(provider, "m"));
            for (String name : List.of("one", "two")) {
                gateways.add(EclusaProcess.start(
                        directory, Map.of("DATABASE_URL", url), "serve", "--config", file.toString(), "--data", name));
            }
            gateways.forEach(gateway -> await(() ->
                    gateway.text().contains("listens on") || !gateway.process().isAlive()));

            assertThat(gateways.stream().filter(gateway -> gateway.text().contains("LiteLLM's database is taken over")))
                    .as(gateways.toString())
                    .hasSize(1);
            assertThat(sql(url, "SELECT count(*) FROM eclusa.calls")).isEqualTo("60");
            assertThat(sql(url, "SELECT sum(requests) FROM eclusa.daily")).isEqualTo("73");
            for (EclusaProcess gateway : gateways) {
                int port = Integer.parseInt(
                        gateway.text().replaceAll("(?s).*listens on http://127\\.0\\.0\\.1:(\\d+).*", "$1"));
                assertThat(post(port, "/v1/chat/completions", chat("m"), SAMPLE.key())
                                .status())
                        .isEqualTo(200);
            }
        } finally {
            gateways.forEach(EclusaProcess::kill);
        }
    }

    private static String yaml(ScriptedProvider provider, String model) {
        return """
                server: { port: 0 }
                auth: { master_key: %s }
                providers: { p: { preset: openai, base_url: "http://127.0.0.1:%d", api_key: k } }
                models:
                  - { name: %s, deployments: [ { provider: p, model: x, price: { input: 1, output: 2 } } ] }
                """.formatted(MASTER, provider.port(), model);
    }

    private static Gateway gateway(
            ScriptedProvider provider, String model, Map<String, String> environment, Path data) {
        return switch (new ConfigurationLoader(environment).load("test.yaml", yaml(provider, model))) {
            case ConfigurationLoader.Result.Loaded usable ->
                Gateway.start(usable.configuration(), data, Gateway.Keys.configured(new byte[32]));
            case ConfigurationLoader.Result.Rejected rejected ->
                throw new IllegalArgumentException(rejected.problems().toString());
        };
    }

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static Response call(Gateway gateway, String model, String key) {
        return post(gateway, "/v1/chat/completions", chat(model), key);
    }

    private static Response post(Gateway gateway, String path, String body, String key) {
        return post(gateway.port(), path, body, key);
    }

    private static Response post(int port, String path, String body, String key) {
        try (RawClient client = RawClient.connect(port)) {
            return client.request(
                            "POST",
                            path,
                            List.of(
                                    new Header("Content-Type", "application/json"),
                                    new Header("Authorization", "Bearer " + key)),
                            body)
                    .read();
        }
    }

    private static JsonNode info(Gateway gateway, String named) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            Response answer = client.request(
                            "GET",
                            "/key/info?key=" + named,
                            List.of(new Header("Authorization", "Bearer " + MASTER)),
                            "")
                    .read();
            return JsonCodec.request(answer.body()).path("info");
        }
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
