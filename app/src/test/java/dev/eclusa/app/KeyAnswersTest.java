package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.done;
import static dev.eclusa.app.Managing.get;
import static dev.eclusa.app.Managing.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What keys, users and budgets are told with beside their own fields, as LiteLLM's users know it. */
class KeyAnswersTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    @Test
    void ofSeveralKeysThoseThatThereAreAreDeleted() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            String key = key(gateway, "{}");
            String both = "{\"keys\":[\"sk-unknown-0123456789\",\"" + key + "\"]}";
            JsonNode deleted = done(gateway, "/key/delete", both).path("deleted_keys");
            assertThat(deleted).hasSize(1);
            assertThat(deleted.get(0).asString()).isEqualTo(key);
            assertThat(admin(gateway, "/key/delete", both).status()).isEqualTo(404);
        }
    }

    @Test
    void aServiceAccountIsNamedInItsMetadata() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/team/new", "{\"team_id\":\"t\"}");
            assertThat(done(gateway, "/key/service-account/generate", "{\"team_id\":\"t\",\"key_alias\":\"ci\"}")
                            .path("metadata")
                            .path("service_account_id")
                            .asString())
                    .isEqualTo("ci");
            assertThat(done(
                                    gateway,
                                    "/key/service-account/generate",
                                    "{\"team_id\":\"t\",\"metadata\":{\"service_account_id\":\"own\"}}")
                            .path("metadata")
                            .path("service_account_id")
                            .asString())
                    .isEqualTo("own");
        }
    }

    @Test
    void theMasterKeyHasTheKeysOfNobody() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            key(gateway, "{\"key_alias\":\"free\"}");
            done(gateway, "/team/new", "{\"team_id\":\"t\",\"team_alias\":\"Team\"}");
            done(gateway, "/user/new", "{\"user_id\":\"ana\",\"team_id\":\"t\",\"metadata\":{\"dept\":\"x\"}}");
            JsonNode mine = get(gateway, "/user/info");
            assertThat(mine.path("user_id").asString()).isEqualTo("default_user_id");
            assertThat(mine.path("keys")).hasSize(1);
            assertThat(mine.path("keys").get(0).path("key_alias").asString()).isEqualTo("free");
            JsonNode first = get(gateway, "/user/info?user_id=ana").path("keys").get(0);
            assertThat(first.path("team_alias").asString()).isEqualTo("Team");
            assertThat(first.path("metadata").path("dept").asString()).isEqualTo("x");
            assertThat(gateway.get("/user/info?user_id=nobody", TestGateway.MASTER)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aBudgetSaysWhatCanBeSetOfIt() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/budget/new", "{\"budget_id\":\"b\",\"max_budget\":10,\"budget_duration\":\"1d\"}");
            JsonNode settings = get(gateway, "/budget/settings?budget_id=b");
            assertThat(settings.get(0).path("field_name").asString()).isEqualTo("max_budget");
            assertThat(settings.get(0).path("field_value").decimalValue()).isEqualByComparingTo("10");
            assertThat(settings.get(1).path("field_value").isNull()).isTrue();
            assertThat(gateway.get("/budget/settings?budget_id=none", TestGateway.MASTER)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void namesOfModelsStandInTheirOwnTableOfATeam() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/team/new", "{\"team_id\":\"t\",\"model_aliases\":{\"mini\":\"m\"}}");
            assertThat(done(gateway, "/team/update", "{\"team_id\":\"t\",\"max_budget\":1}")
                            .path("data")
                            .path("litellm_model_table")
                            .path("model_aliases")
                            .path("mini")
                            .asString())
                    .isEqualTo("m");
        }
    }
}
