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

/** Members of organizations, and their budgets within them, over real sockets. */
class OrganizationMembersTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    @Test
    void membersAreAddedChangedAndTakenOut() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/organization/new", "{\"organization_id\":\"o\",\"organization_alias\":\"Org\"}");
            done(gateway, "/user/new", "{\"user_id\":\"ana\",\"user_email\":\"ana@example.com\"}");
            JsonNode added = done(gateway, "/organization/member_add", member("internal_user", "\"user_id\":\"ana\""));
            assertThat(added.path("updated_organization_memberships")
                            .get(0)
                            .path("user_role")
                            .asString())
                    .isEqualTo("internal_user");
            assertThat(admin(gateway, "/organization/member_add", member("internal_user", "\"user_id\":\"ana\""))
                            .status())
                    .isEqualTo(400);
            assertThat(admin(gateway, "/organization/member_add", member("king", "\"user_id\":\"bea\""))
                            .status())
                    .isEqualTo(422);
            done(
                    gateway,
                    "/organization/member_update",
                    "{\"organization_id\":\"o\",\"user_email\":\"ana@example.com\",\"role\":\"org_admin\"}");
            JsonNode told = get(gateway, "/organization/info?organization_id=o").path("members");
            assertThat(told).hasSize(1);
            assertThat(told.get(0).path("user_role").asString()).isEqualTo("org_admin");
            assertThat(told.get(0).path("user_email").asString()).isEqualTo("ana@example.com");
            done(gateway, "/organization/member_delete", "{\"organization_id\":\"o\",\"user_id\":\"ana\"}");
            assertThat(get(gateway, "/organization/info?organization_id=o").path("members"))
                    .isEmpty();
            assertThat(admin(gateway, "/organization/member_delete", "{\"organization_id\":\"o\",\"user_id\":\"ana\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aMemberHasABudgetWithinItsOrganization() {
        try (ScriptedProvider provider = answering(3);
                TestGateway gateway = gateway(provider)) {
            done(gateway, "/organization/new", "{\"organization_id\":\"o\",\"organization_alias\":\"Org\"}");
            done(
                    gateway,
                    "/organization/member_add",
                    member("internal_user", "\"user_id\":\"ana\"")
                            .replace("}}", "},\"max_budget_in_organization\":0.002}"));
            String ana = key(gateway, "{\"organization_id\":\"o\",\"user_id\":\"ana\"}");
            assertThat(call(gateway, ana).status()).isEqualTo(200);
            Response refused = call(gateway, ana);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text())
                    .contains("The member 'ana' of the organization 'o' has spent its budget of 0.002 USD");
            String bea = key(gateway, "{\"organization_id\":\"o\",\"user_id\":\"bea\"}");
            assertThat(call(gateway, bea).status()).isEqualTo(200);
            assertThat(gateway.rows()).hasSizeGreaterThan(1);
            JsonNode told = get(gateway, "/organization/info?organization_id=o")
                    .path("members")
                    .get(0);
            assertThat(told.path("spend").decimalValue()).isEqualByComparingTo("0.002");
            assertThat(told.path("litellm_budget_table").path("max_budget").decimalValue())
                    .isEqualByComparingTo("0.002");
            done(
                    gateway,
                    "/organization/member_update",
                    "{\"organization_id\":\"o\",\"user_id\":\"ana\",\"max_budget_in_organization\":null}");
            assertThat(call(gateway, ana).status()).isEqualTo(200);
            assertThat(get(gateway, "/tag/list")).isEmpty();
            provider.verify();
        }
    }

    private static String member(String role, String who) {
        return "{\"organization_id\":\"o\",\"member\":{\"role\":\"" + role + "\"," + who + "}}";
    }
}
