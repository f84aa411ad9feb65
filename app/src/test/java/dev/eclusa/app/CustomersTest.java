package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.get;
import static dev.eclusa.app.Managing.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Customers, whom callers say that calls are made for, and members of teams: limits of their own, over real sockets. */
class CustomersTest {
    @TempDir
    Path data;

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    private static Response call(TestGateway gateway, String key, String more) {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more
                        + "}",
                "Authorization",
                "Bearer " + key);
    }

    private static Response callFor(TestGateway gateway, String customer) {
        return call(gateway, TestGateway.MASTER, ",\"user\":\"" + customer + "\"");
    }

    @Test
    void whoIsNamedByCallsIsACustomerWithWhatTheyCost() {
        try (ScriptedProvider provider = answering(3);
                TestGateway gateway = gateway(provider)) {
            callFor(gateway, "ana");
            callFor(gateway, "ana");
            callFor(gateway, "bea");
            assertThat(gateway.rows()).hasSize(3);
            assertThat(get(gateway, "/customer/info?end_user_id=ana")
                            .path("spend")
                            .decimalValue())
                    .isEqualByComparingTo("0.004");
            assertThat(get(gateway, "/end_user/list")).hasSize(2);
            assertThat(get(gateway, "/tag/list")).isEmpty();
            JsonNode row = get(gateway, "/spend/logs").get(0);
            assertThat(row.path("end_user").asString()).isEqualTo("bea");
            assertThat(row.path("request_tags")).isEmpty();
            assertThat(gateway.get("/customer/info?end_user_id=nobody", TestGateway.MASTER)
                            .status())
                    .isEqualTo(404);
            provider.verify();
        }
    }

    @Test
    void aCustomersBudgetHoldsWhicheverKeyIsUsed() {
        try (ScriptedProvider provider = answering(3);
                TestGateway gateway = gateway(provider)) {
            JsonNode made = json(
                    admin(gateway, "/customer/new", "{\"user_id\":\"ana\",\"alias\":\"Ana\",\"max_budget\":0.0035}"));
            assertThat(made.path("litellm_budget_table").path("max_budget").decimalValue())
                    .isEqualByComparingTo("0.0035");
            assertThat(callFor(gateway, "ana").status()).isEqualTo(200);
            assertThat(callFor(gateway, "ana").status())
                    .as("one more than fits, at most")
                    .isIn(200, 429);
            Response refused = callFor(gateway, "ana");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text()).contains("The customer 'ana' has spent its budget of 0.0035 USD");
            json(admin(gateway, "/customer/update", "{\"user_id\":\"ana\",\"max_budget\":1}"));
            assertThat(callFor(gateway, "ana").status()).isEqualTo(200);
            assertThat(admin(gateway, "/customer/new", "{\"user_id\":\"ana\"}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aCustomerWhoIsBlockedIsNotServed() {
        try (ScriptedProvider provider = answering(2);
                TestGateway gateway = gateway(provider)) {
            json(admin(gateway, "/customer/block", "{\"user_ids\":[\"eve\"]}"));
            assertThat(callFor(gateway, "eve").status()).isEqualTo(403);
            assertThat(callFor(gateway, "ana").status()).isEqualTo(200);
            json(admin(gateway, "/customer/unblock", "{\"user_ids\":[\"eve\"]}"));
            assertThat(callFor(gateway, "eve").status()).isEqualTo(200);
            json(admin(gateway, "/customer/delete", "{\"user_ids\":[\"eve\"]}"));
            assertThat(admin(gateway, "/customer/delete", "{\"user_ids\":[\"eve\"]}")
                            .status())
                    .isEqualTo(404);
            provider.verify();
        }
    }

    @Test
    void aCustomerIsForgottenAndItsMoneyKept() {
        try (ScriptedProvider provider = answering(1);
                TestGateway gateway = gateway(provider)) {
            callFor(gateway, "ana");
            assertThat(gateway.rows()).hasSize(1);
            assertThat(gateway.delete("/api/privacy/ana", TestGateway.MASTER).text())
                    .contains("\"anonymised_calls\":1");
            assertThat(gateway.get("/customer/info?end_user_id=ana", TestGateway.MASTER)
                            .status())
                    .isEqualTo(404);
            assertThat(get(gateway, "/customer/list").get(0).path("spend").decimalValue())
                    .isEqualByComparingTo("0.002");
            assertThat(get(gateway, "/spend/logs").toString()).doesNotContain("ana\"");
        }
    }

    @Test
    void aMemberHasABudgetWithinItsTeam() {
        try (ScriptedProvider provider = answering(3);
                TestGateway gateway = gateway(provider)) {
            json(admin(gateway, "/team/new", "{\"team_id\":\"t\"}"));
            json(
                    admin(
                            gateway,
                            "/team/member_add",
                            "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"ana\"},\"max_budget_in_team\":0.002}"));
            json(admin(
                    gateway,
                    "/team/member_add",
                    "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"bea\"}}"));
            String ana = key(gateway, "ana");
            String bea = key(gateway, "bea");
            assertThat(call(gateway, ana, "").status()).isEqualTo(200);
            Response refused = call(gateway, ana, "");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text()).contains("The member 'ana' of the team 't' has spent its budget of 0.002 USD");
            assertThat(call(gateway, bea, "").status()).isEqualTo(200);
            JsonNode memberships = get(gateway, "/team/info?team_id=t").path("team_memberships");
            assertThat(memberships.get(0).path("spend").decimalValue()).isEqualByComparingTo("0.002");
            json(admin(
                    gateway,
                    "/team/member_update",
                    "{\"team_id\":\"t\",\"user_id\":\"ana\",\"max_budget_in_team\":0.01}"));
            assertThat(call(gateway, ana, "").status()).isEqualTo(200);
            provider.verify();
        }
    }

    @Test
    void aTeamGivesItsMembersABudgetEach() {
        try (ScriptedProvider provider = answering(2);
                TestGateway gateway = gateway(provider)) {
            json(admin(gateway, "/team/new", "{\"team_id\":\"t\",\"team_member_budget\":0.002}"));
            for (String user : new String[] {"ana", "bea"}) {
                json(admin(
                        gateway,
                        "/team/member_add",
                        "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"" + user + "\"}}"));
                String key = key(gateway, user);
                assertThat(call(gateway, key, "").status()).isEqualTo(200);
                assertThat(call(gateway, key, "").status()).isEqualTo(429);
            }
            provider.verify();
        }
    }

    @Test
    void membersMakeKeysOnlyWhereTheirTeamLetsThem() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            json(admin(gateway, "/user/new", "{\"user_id\":\"ana\",\"user_role\":\"internal_user\"}"));
            json(admin(gateway, "/team/new", "{\"team_id\":\"t\"}"));
            json(admin(
                    gateway,
                    "/team/member_add",
                    "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"ana\"}}"));
            String ana = json(admin(gateway, "/key/generate", "{\"user_id\":\"ana\"}"))
                    .path("key")
                    .asString();
            String wanted = "{\"team_id\":\"t\"}";
            assertThat(gateway.post("/key/generate", wanted, "Authorization", "Bearer " + ana)
                            .status())
                    .isEqualTo(403);
            json(admin(
                    gateway,
                    "/team/permissions_update",
                    "{\"team_id\":\"t\",\"team_member_permissions\":[\"/key/generate\"]}"));
            assertThat(gateway.post("/key/generate", wanted, "Authorization", "Bearer " + ana)
                            .status())
                    .isEqualTo(200);
            assertThat(admin(
                                    gateway,
                                    "/team/permissions_update",
                                    "{\"team_id\":\"t\",\"team_member_permissions\":[\"/key/steal\"]}")
                            .status())
                    .isEqualTo(400);
        }
    }

    private static String key(TestGateway gateway, String user) {
        return json(admin(gateway, "/key/generate", "{\"team_id\":\"t\",\"user_id\":\"" + user + "\"}"))
                .path("key")
                .asString();
    }
}
