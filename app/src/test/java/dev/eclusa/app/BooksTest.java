package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.app.books.Backup;
import dev.eclusa.app.books.Books;
import dev.eclusa.app.books.ExportFormat;
import dev.eclusa.app.books.UsageReading;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the books tell: reports by day, the audit, what is kept of a person, exports and backups. */
class BooksTest {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    Path data;

    private String days() {
        return "start_date=" + today + "&end_date=" + today;
    }

    private static TestGateway gateway(Path data, ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    private Books books() {
        return new Books(DatabasePlace.usual(), data);
    }

    private static JsonNode json(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    private static JsonNode get(TestGateway gateway, String path) {
        return json(gateway.get(path, TestGateway.MASTER));
    }

    private static JsonNode admin(TestGateway gateway, String path, String body) {
        return json(gateway.post(path, body, "Authorization", "Bearer " + TestGateway.MASTER));
    }

    /** Two calls of a user's key in a team, one of the master key; each costs 0.0018 USD. */
    private static String calls(TestGateway gateway) {
        admin(gateway, "/team/new", "{\"team_id\":\"t\"}");
        admin(
                gateway,
                "/user/new",
                "{\"user_id\":\"ana\",\"user_email\":\"ana@example.com\",\"auto_create_key\":false}");
        String key = admin(gateway, "/key/generate", "{\"team_id\":\"t\",\"user_id\":\"ana\"}")
                .path("key")
                .asString();
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (String caller : List.of(key, key, TestGateway.MASTER)) {
            assertThat(gateway.post("/v1/chat/completions", body, "Authorization", "Bearer " + caller)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(gateway.rows()).isNotEmpty();
        return key;
    }

    private static ScriptedProvider provider() {
        return ScriptedProvider.expecting(3, 10).always(Reply.json(Chunks.ANSWER));
    }

    @Test
    void reportsAgreeWithEachOtherAndWithTheRows() {
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            String key = calls(gateway);
            assertThat(get(gateway, "/global/spend").path("spend").decimalValue())
                    .isEqualByComparingTo("0.0054");
            JsonNode team = get(gateway, "/team/daily/activity?team_ids=t&" + days());
            assertThat(team.path("metadata").path("total_spend").decimalValue()).isEqualByComparingTo("0.0036");
            JsonNode day = team.path("results").path(0);
            assertThat(day.path("date").asString()).isEqualTo(today.toString());
            assertThat(day.path("metrics").path("prompt_tokens").asInt()).isEqualTo(2000);
            assertThat(day.path("breakdown")
                            .path("entities")
                            .path("t")
                            .path("metrics")
                            .path("api_requests")
                            .asInt())
                    .isEqualTo(2);
            JsonNode report = get(gateway, "/global/spend/report?group_by=team&" + days());
            assertThat(report.path(0).path("teams").toString()).contains("\"team_name\":\"t\"", "Unassigned");
            JsonNode models = get(gateway, "/api/conversations/analytics/models");
            assertThat(models.path("models").path(0).path("success_rate").asDouble())
                    .isEqualTo(1.0);
            assertThat(models.path("total_requests").asInt()).isEqualTo(3);
            assertThat(get(gateway, "/spend/logs?api_key=" + key))
                    .as("by the raw key")
                    .hasSize(2);
            String token = get(gateway, "/key/info?key=" + key)
                    .path("info")
                    .path("token")
                    .asString();
            assertThat(get(gateway, "/spend/logs?api_key=" + token))
                    .as("by its hash")
                    .hasSize(2);
            Response page = gateway.get("/spend/logs?limit=2", TestGateway.MASTER);
            assertThat(json(page)).hasSize(2);
            assertThat(get(
                            gateway,
                            "/spend/logs?limit=2&before="
                                    + page.header("x-eclusa-next").orElseThrow()))
                    .hasSize(1);
        }
    }

    @Test
    void datesThatMakeNoSenseAreRefusedAndACenturyIsNot() {
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            for (String path : List.of("/global/spend/report", "/user/daily/activity", "/ai/usage")) {
                assertThat(gateway.get(path + "?start_date=' OR '1'='1", TestGateway.MASTER)
                                .status())
                        .isIn(400);
                assertThat(gateway.get(path + "?start_date=2026-02-01&end_date=2026-01-01", TestGateway.MASTER)
                                .status())
                        .isEqualTo(400);
                get(gateway, path + "?start_date=1950-01-01&end_date=2050-01-01");
            }
        }
    }

    @Test
    void everyChangeAndEveryRefusalIsWrittenDownAndNoKeyIs() throws Exception {
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            String key = calls(gateway);
            admin(gateway, "/key/update", "{\"key\":\"" + key + "\",\"rpm_limit\":0}");
            assertThat(gateway.post(
                                    "/v1/chat/completions",
                                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                                    "Authorization",
                                    "Bearer " + key)
                            .status())
                    .isEqualTo(429);
            assertThat(gateway.get("/api/audit", key).status()).isEqualTo(403);
            assertThat(gateway.get("/api/audit", "sk-unknown").status()).isEqualTo(401);
            String next = admin(gateway, "/key/" + key + "/regenerate", "{}")
                    .path("key")
                    .asString();
            String all = awaitAudit(gateway, 8);
            assertThat(all)
                    .contains("POST /key/generate", "user_id=ana", "POST /key/update", "requests a minute")
                    .doesNotContain(key, next);
            assertThat(gateway.get("/api/privacy/%zz/export", TestGateway.MASTER)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(UsageReading.brokenAudit(books())).isEmpty();
        sql("UPDATE audit SET actor = 'somebody else' WHERE number = 3");
        assertThat(UsageReading.brokenAudit(books())).contains(3L);
        sql("DELETE FROM audit WHERE number = 2");
        assertThat(UsageReading.brokenAudit(books())).contains(2L);
    }

    private static String awaitAudit(TestGateway gateway, int entries) throws InterruptedException {
        long until = System.nanoTime() + 5_000_000_000L;
        while (true) {
            JsonNode all = get(gateway, "/api/audit");
            if (all.path("entries").size() >= entries) {
                return all.toString();
            }
            assertThat(System.nanoTime()).as(all.toString()).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("eclusa.db"));
                Statement execute = connection.createStatement()) {
            assertThat(execute.executeUpdate(statement)).isEqualTo(1);
        }
    }

    @Test
    void aPersonIsExportedAndForgottenAndTheMoneyStays() {
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            String key = calls(gateway);
            JsonNode kept = get(gateway, "/api/privacy/ana/export");
            assertThat(kept.path("user").path("user_email").asString()).isEqualTo("ana@example.com");
            assertThat(kept.path("keys")).hasSize(1);
            assertThat(kept.path("calls")).hasSize(2);
            try (RawClient client = RawClient.connect(gateway.port())) {
                Response gone = client.request(
                                "DELETE",
                                "/api/privacy/ana",
                                Header.list("Authorization", "Bearer " + TestGateway.MASTER),
                                "")
                        .read();
                assertThat(json(gone).path("anonymised_calls").asInt()).isEqualTo(2);
            }
            JsonNode after = get(gateway, "/api/privacy/ana/export");
            assertThat(after.path("user").isNull()).isTrue();
            assertThat(after.path("keys")).isEmpty();
            assertThat(after.path("calls")).isEmpty();
            assertThat(get(gateway, "/global/spend").path("spend").decimalValue())
                    .isEqualByComparingTo("0.0054");
            assertThat(get(gateway, "/spend/logs").toString())
                    .doesNotContain("ana")
                    .contains("anonymous-");
            assertThat(gateway.get("/v1/models", key).status()).isEqualTo(401);
        }
    }

    @Test
    void rowsAreExportedAndBackedUpWhileServing() {
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            calls(gateway);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            var wanted = new UsageReading.Wanted(Optional.empty(), Optional.empty(), ExportFormat.CSV);
            assertThat(UsageReading.export(books(), wanted, out, (done, all) -> {}))
                    .isEqualTo(3);
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(4)
                    .allMatch(line -> line.split(",", -1).length == 26);
            assertThat(UsageReading.of(books(), today, today, "team").text()).contains("all", "0.0054");
            Backup.write(books(), data.resolve("copy.db"));
            assertThatThrownBy(() -> Backup.restore(books(), data.resolve("copy.db")))
                    .hasMessageContaining("use");
        }
        try (ScriptedProvider provider = provider();
                TestGateway gateway = gateway(data, provider)) {
            gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            assertThat(gateway.rows()).hasSize(4);
        }
        Backup.restore(books(), data.resolve("copy.db"));
        assertThat(UsageReading.of(books(), today, today, "day")
                        .json()
                        .path("summary")
                        .path("requests")
                        .asInt())
                .isEqualTo(3);
        assertThatThrownBy(() -> UsageReading.of(books(), today, today, "moon")).hasMessageContaining("organization");
    }
}
