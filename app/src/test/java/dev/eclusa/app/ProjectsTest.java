package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.call;
import static dev.eclusa.app.Managing.done;
import static dev.eclusa.app.Managing.get;
import static dev.eclusa.app.Managing.json;
import static dev.eclusa.app.Managing.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Projects, which stand between a team and its keys, over real sockets. */
class ProjectsTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    private static void team(TestGateway gateway, String id) {
        done(gateway, "/team/new", "{\"team_id\":\"" + id + "\"}");
    }

    @Test
    void theBudgetOfAProjectHoldsForAllItsKeysAndNoOther() {
        try (ScriptedProvider provider = answering(3);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            JsonNode made = done(
                    gateway,
                    "/project/new",
                    "{\"project_id\":\"p\",\"project_alias\":\"Pilot\",\"team_id\":\"t\",\"max_budget\":0.002}");
            assertThat(made.path("litellm_budget_table").path("max_budget").decimalValue())
                    .isEqualByComparingTo("0.002");
            String first = key(gateway, "{\"project_id\":\"p\"}");
            String second = key(gateway, "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            String other = key(gateway, "{\"team_id\":\"t\"}");
            assertThat(call(gateway, first).status()).isEqualTo(200);
            Response refused = call(gateway, second);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text()).contains("The project 'Pilot' has spent its budget of 0.002 USD");
            assertThat(call(gateway, other).status()).isEqualTo(200);
            done(gateway, "/project/update", "{\"project_id\":\"p\",\"max_budget\":1}");
            assertThat(call(gateway, second).status()).isEqualTo(200);
            assertThat(gateway.rows()).hasSize(3);
            assertThat(get(gateway, "/project/info?project_id=p").path("spend").decimalValue())
                    .isEqualByComparingTo("0.004");
            provider.verify();
        }
    }

    @Test
    void aKeyIsOfAProjectOfItsTeam() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            team(gateway, "u");
            assertThat(admin(gateway, "/project/new", "{\"team_id\":\"none\"}").status())
                    .isEqualTo(400);
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            assertThat(admin(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}")
                            .status())
                    .isEqualTo(409);
            assertThat(admin(gateway, "/key/generate", "{\"project_id\":\"q\"}").status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/key/generate", "{\"project_id\":\"p\",\"team_id\":\"u\"}")
                            .status())
                    .isEqualTo(400);
            String key = key(gateway, "{\"key_alias\":\"k\"}");
            JsonNode moved = done(gateway, "/key/update", "{\"key\":\"" + key + "\",\"project_id\":\"p\"}");
            assertThat(moved.path("team_id").asString()).isEqualTo("t");
            assertThat(get(gateway, "/key/info?key=" + key)
                            .path("info")
                            .path("project_id")
                            .asString())
                    .isEqualTo("p");
            assertThat(admin(gateway, "/key/update", "{\"key\":\"" + key + "\",\"team_id\":\"u\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(get(gateway, "/key/list?project_id=p").path("keys")).hasSize(1);
            assertThat(get(gateway, "/key/list?project_id=q").path("keys")).isEmpty();
        }
    }

    @Test
    void aProjectSaysWhichModelsItsKeysMayCallAndMayBeBlocked() {
        try (ScriptedProvider provider = answering(1);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\",\"models\":[\"other\"]}");
            String key = key(gateway, "{\"project_id\":\"p\"}");
            assertThat(call(gateway, key).status()).isEqualTo(403);
            done(gateway, "/project/update", "{\"project_id\":\"p\",\"models\":[\"m\"]}");
            assertThat(call(gateway, key).status()).isEqualTo(200);
            done(gateway, "/project/update", "{\"project_id\":\"p\",\"blocked\":true}");
            assertThat(call(gateway, key).status()).isEqualTo(403);
            provider.verify();
        }
    }

    @Test
    void noCallIsChargedToAProjectByNamingItsTag() {
        try (ScriptedProvider provider = answering(1);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            String key = key(gateway, "{\"tags\":[\"project:p\",\"batch\"]}");
            assertThat(call(gateway, key).status()).isEqualTo(200);
            assertThat(gateway.rows()).hasSize(1);
            assertThat(get(gateway, "/project/info?project_id=p").path("spend").decimalValue())
                    .isZero();
            assertThat(admin(gateway, "/tag/new", "{\"name\":\"project:p\"}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void projectsAreNoTags() {
        try (ScriptedProvider provider = answering(1);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            call(gateway, key(gateway, "{\"project_id\":\"p\"}"));
            assertThat(gateway.rows()).hasSize(1);
            assertThat(get(gateway, "/tag/list")).isEmpty();
            assertThat(get(gateway, "/spend/logs").get(0).path("request_tags")).isEmpty();
            assertThat(get(gateway, "/global/spend/all_tag_names").toString()).doesNotContain("project:");
            assertThat(get(gateway, "/project/list")).hasSize(1);
        }
    }

    @Test
    void onlyAProjectWithoutKeysIsDeleted() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            String key = key(gateway, "{\"project_id\":\"p\"}");
            assertThat(admin(gateway, "/project/delete", "{\"project_ids\":[\"p\"]}")
                            .status())
                    .isEqualTo(400);
            done(gateway, "/key/delete", "{\"keys\":[\"" + key + "\"]}");
            assertThat(done(gateway, "/project/delete", "{\"project_ids\":[\"p\"]}")
                            .get(0)
                            .path("project_id")
                            .asString())
                    .isEqualTo("p");
            assertThat(admin(gateway, "/project/update", "{\"project_id\":\"p\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aProjectIsShownToItsTeamOnly() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            team(gateway, "t");
            team(gateway, "u");
            done(gateway, "/project/new", "{\"project_id\":\"p\",\"team_id\":\"t\"}");
            String inside = key(gateway, "{\"team_id\":\"t\"}");
            String outside = key(gateway, "{\"team_id\":\"u\"}");
            assertThat(gateway.get("/project/info?project_id=p", inside).status())
                    .isEqualTo(200);
            assertThat(gateway.get("/project/info?project_id=p", outside).status())
                    .isEqualTo(403);
            assertThat(json(gateway.get("/project/list", outside))).isEmpty();
            assertThat(gateway.post("/project/new", "{\"team_id\":\"t\"}", "Authorization", "Bearer " + inside)
                            .status())
                    .isEqualTo(403);
        }
    }
}
