package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.call;
import static dev.eclusa.app.Managing.done;
import static dev.eclusa.app.Managing.get;
import static dev.eclusa.app.Managing.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a key has spent is set back, over real sockets. */
class SpendResetTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    private static final String LIMITED = "{\"key\":\"sk-reset-0123456789\",\"max_budget\":0.002%s}";

    @Test
    void aKeyCallsAgainAfterItsSpendIsSetBackAndAfterARestart() {
        try (ScriptedProvider provider = answering(2)) {
            String key;
            try (TestGateway gateway = gateway(provider)) {
                key = key(gateway, LIMITED.formatted(",\"budget_duration\":\"30d\""));
                assertThat(call(gateway, key).status()).isEqualTo(200);
                assertThat(call(gateway, key).status()).isEqualTo(429);
                JsonNode reset = done(gateway, "/key/" + key + "/reset_spend", "{\"reset_to\":0}");
                assertThat(reset.path("spend").decimalValue()).isZero();
                assertThat(reset.path("previous_spend").decimalValue()).isEqualByComparingTo("0.002");
                assertThat(reset.path("max_budget").decimalValue()).isEqualByComparingTo("0.002");
                assertThat(reset.path("budget_reset_at").asString()).isNotEmpty();
            }
            try (TestGateway gateway = gateway(provider)) {
                assertThat(spend(gateway, key)).isZero();
                assertThat(call(gateway, key).status()).isEqualTo(200);
                assertThat(call(gateway, key).status()).isEqualTo(429);
                assertThat(gateway.rows()).hasSize(2);
            }
            provider.verify();
        }
    }

    @Test
    void itIsSetToAnAmountUpToWhatWasSpent() {
        try (ScriptedProvider provider = answering(1);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, LIMITED.formatted(""));
            assertThat(call(gateway, key).status()).isEqualTo(200);
            assertThat(set(gateway, key, "0.003").status()).isEqualTo(400);
            assertThat(set(gateway, key, "-1").status()).isEqualTo(400);
            assertThat(set(gateway, key, "\"x\"").status()).isEqualTo(422);
            assertThat(set(gateway, key, "0.0015").status()).isEqualTo(200);
            assertThat(spend(gateway, key)).isEqualByComparingTo("0.0015");
            assertThat(set(gateway, key, "0.0005").status()).isEqualTo(200);
            assertThat(spend(gateway, key)).isEqualByComparingTo("0.0005");
            assertThat(set(gateway, "sk-unknown-0123456789", "0").status()).isEqualTo(404);
        }
    }

    @Test
    void everyKeyAndTeamIsSetBackAtOnceAndTheLedgerKeepsWhatWasSpent() {
        try (ScriptedProvider provider = answering(2);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/team/new", "{\"team_id\":\"t\"}");
            String key = key(gateway, LIMITED.formatted(",\"team_id\":\"t\""));
            assertThat(call(gateway, key).status()).isEqualTo(200);
            assertThat(gateway.post("/global/spend/reset", "", "Authorization", "Bearer " + key)
                            .status())
                    .isEqualTo(403);
            assertThat(done(gateway, "/global/spend/reset", "").path("status").asString())
                    .isEqualTo("success");
            assertThat(spend(gateway, key)).isZero();
            JsonNode team = get(gateway, "/team/info?team_id=t").path("team_info");
            assertThat(team.path("spend").decimalValue()).isZero();
            assertThat(call(gateway, key).status()).isEqualTo(200);
            assertThat(gateway.rows())
                    .hasSize(2)
                    .allMatch(row -> row.cost().orElseThrow().nanos() == 2_000_000);
        }
    }

    @Test
    void onlyAnAdminSetsItBack() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, LIMITED.formatted(""));
            assertThat(gateway.post(
                                    "/key/" + key + "/reset_spend",
                                    "{\"reset_to\":0}",
                                    "Authorization",
                                    "Bearer " + key)
                            .status())
                    .isEqualTo(403);
        }
    }

    private static Response set(TestGateway gateway, String key, String amount) {
        return admin(gateway, "/key/" + key + "/reset_spend", "{\"reset_to\":" + amount + "}");
    }

    private static java.math.BigDecimal spend(TestGateway gateway, String key) {
        return get(gateway, "/key/info?key=" + key).path("info").path("spend").decimalValue();
    }
}
