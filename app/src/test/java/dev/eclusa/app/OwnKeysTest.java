package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users see and do of keys: their own, and their team's. Ana and Bea are members of the team, Eve of none. */
class OwnKeysTest {
    private static final List<String> USERS = List.of("ana", "bea", "eve");
    private static final String OF_THE_TEAM = "sk-of-the-team-0001";
    private static final String IN_THE_TEAM = "sk-bea-in-the-team-1";

    @TempDir
    Path data;

    @BeforeEach
    void accounts() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            USERS.forEach(user -> {
                made(gateway, "/user/new", "{\"user_id\":\"%s\",\"user_role\":\"internal_user\"}", user);
                made(gateway, "/key/generate", "{\"user_id\":\"%s\",\"key\":\"" + own(user) + "\"}", user);
            });
            made(gateway, "/team/new", "{\"team_id\":\"%s\"}", "t");
            List.of("ana", "bea").forEach(user -> made(gateway, "/team/member_add", member("%s"), user));
            made(gateway, "/key/generate", "{\"team_id\":\"t\",\"key\":\"%s\"}", OF_THE_TEAM);
            made(gateway, "/key/generate", "{\"team_id\":\"t\",\"user_id\":\"bea\",\"key\":\"%s\"}", IN_THE_TEAM);
        }
    }

    private static String own(String user) {
        return "sk-the-own-key-of-" + user;
    }

    private static String member(String user) {
        return "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"" + user + "\"}}";
    }

    private static void made(TestGateway gateway, String path, String body, String name) {
        json(admin(gateway, path, body.formatted(name)));
    }

    private TestGateway gateway(ScriptedProvider provider) {
        return TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    private static Response as(TestGateway gateway, String key, String path, String body) {
        return gateway.post(path, body, "Authorization", "Bearer " + key);
    }

    private static int listed(TestGateway gateway, String query, String user) {
        JsonNode list = json(gateway.get("/key/list?size=100&" + query, own(user)));
        return list.path("keys").size();
    }

    @Test
    void aUserListsItsOwnKeysAndThoseOfItsTeamThatAreNobodys() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            int own = listed(gateway, "", "ana");
            assertThat(listed(gateway, "include_team_keys=true", "ana")).isEqualTo(own + 1);
            assertThat(listed(gateway, "team_id=t", "ana")).isZero();
            assertThat(listed(gateway, "team_id=t", "bea")).isEqualTo(1);
            String anas = json(gateway.get("/key/list?return_full_object=true&include_team_keys=true", own("ana")))
                    .path("keys")
                    .valueStream()
                    .map(key -> key.path("user_id").asString("nobody"))
                    .collect(Collectors.joining(" "));
            assertThat(anas).contains("ana").doesNotContain("bea");
            for (String others : List.of("user_id=bea", "team_id=elsewhere", "organization_id=o")) {
                assertThat(gateway.get("/key/list?" + others, own("ana")).status())
                        .as(others)
                        .isEqualTo(403);
            }
            assertThat(gateway.get("/key/list", OF_THE_TEAM).status()).isEqualTo(403);
        }
    }

    @Test
    void aKeyIsShownToItsUserAndItsTeamAndToNobodyElse() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            assertThat(gateway.get("/key/info?key=" + IN_THE_TEAM, own("bea")).status())
                    .isEqualTo(200);
            assertThat(gateway.get("/key/info?key=" + IN_THE_TEAM, own("ana")).status())
                    .isEqualTo(200);
            assertThat(gateway.get("/key/info?key=" + IN_THE_TEAM, own("eve")).status())
                    .isEqualTo(403);
            String asked = "{\"keys\":[\"" + own("ana") + "\",\"" + own("eve") + "\"]}";
            assertThat(json(as(gateway, own("eve"), "/v2/key/info", asked)).path("info"))
                    .hasSize(1);
        }
    }

    @Test
    void aTeamsAdminGivesItsKeysToNobodyWhoManagesMore() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            made(gateway, "/user/new", "{\"user_id\":\"%s\",\"user_role\":\"proxy_admin\"}", "chief");
            made(gateway, "/team/member_add", member("%s"), "chief");
            made(gateway, "/team/member_update", "{\"team_id\":\"t\",\"user_id\":\"%s\",\"role\":\"admin\"}", "ana");
            assertThat(as(gateway, own("ana"), "/key/generate", "{\"team_id\":\"t\",\"user_id\":\"bea\"}")
                            .status())
                    .isEqualTo(200);
            for (String more : List.of(
                    "\"user_id\":\"chief\"",
                    "\"user_id\":\"eve\"",
                    "\"organization_id\":\"o\"",
                    "\"aliases\":{\"m\":\"n\"}")) {
                assertThat(as(gateway, own("ana"), "/key/generate", "{\"team_id\":\"t\"," + more + "}")
                                .status())
                        .as(more)
                        .isEqualTo(403);
                String change = "{\"key\":\"" + OF_THE_TEAM + "\"," + more + "}";
                assertThat(as(gateway, own("ana"), "/key/update", change).status())
                        .as(more)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aKeyStaysInItsTeam() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            made(
                    gateway,
                    "/team/permissions_update",
                    "{\"team_id\":\"%s\",\"team_member_permissions\":[\"/key/update\"]}",
                    "t");
            for (String team : List.of("null", "\"\"")) {
                String change = "{\"key\":\"" + OF_THE_TEAM + "\",\"team_id\":" + team + "}";
                assertThat(as(gateway, own("bea"), "/key/update", change).status())
                        .as(team)
                        .isEqualTo(403);
                String renewed = "{\"key\":\"" + IN_THE_TEAM + "\",\"team_id\":" + team + "}";
                assertThat(as(gateway, own("bea"), "/key/regenerate", renewed).status())
                        .as(team)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aKeyIsNotMadeAnewAsOneThatIsThere() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            String other = own("eve");
            assertThat(admin(
                                    gateway,
                                    "/key/regenerate",
                                    "{\"key\":\"" + OF_THE_TEAM + "\",\"new_key\":\"" + other + "\"}")
                            .status())
                    .isEqualTo(409);
            assertThat(admin(gateway, "/key/regenerate", "{\"key\":\"" + OF_THE_TEAM + "\",\"team_id\":\"gone\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatAnOrganizationLimitedGoesWithItAndKeysOfNobodyStayWithTheirTeam() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            made(gateway, "/organization/new", "{\"organization_id\":\"%s\",\"organization_alias\":\"o\"}", "o");
            made(gateway, "/team/new", "{\"team_id\":\"%s\",\"organization_id\":\"o\"}", "of-o");
            made(gateway, "/key/generate", "{\"team_id\":\"of-o\",\"key\":\"%s\"}", "sk-of-a-team-of-o-1");
            made(gateway, "/key/generate", "{\"organization_id\":\"o\",\"key\":\"%s\"}", "sk-of-o-itself-0001");
            made(gateway, "/organization/delete", "{\"organization_ids\":[\"%s\"]}", "o");
            for (String key : List.of("sk-of-a-team-of-o-1", "sk-of-o-itself-0001")) {
                assertThat(gateway.get("/v1/models", key).status()).as(key).isEqualTo(401);
            }
            made(
                    gateway,
                    "/team/update",
                    "{\"team_id\":\"%s\",\"members_with_roles\":[{\"user_email\":\"x@y\",\"role\":\"user\"}]}",
                    "t");
            made(gateway, "/team/member_delete", "{\"team_id\":\"%s\",\"user_email\":\"x@y\"}", "t");
            assertThat(gateway.get("/v1/models", OF_THE_TEAM).status()).isEqualTo(200);
        }
    }

    @Test
    void membersDoWithATeamsKeysWhatTheyWereGranted() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            String change = "{\"key\":\"" + OF_THE_TEAM + "\",\"rpm_limit\":3}";
            assertThat(as(gateway, own("ana"), "/key/update", change).status()).isEqualTo(403);
            String granted = "{\"team_id\":\"t\",\"team_member_permissions\":[\"/key/update\"]}";
            json(admin(gateway, "/team/permissions_update", granted));
            assertThat(as(gateway, own("ana"), "/key/update", change).status()).isEqualTo(200);
            assertThat(as(gateway, own("eve"), "/key/update", change).status()).isEqualTo(403);
            String taken = "{\"key\":\"" + OF_THE_TEAM + "\",\"user_id\":\"ana\"}";
            assertThat(as(gateway, own("ana"), "/key/update", taken).status()).isEqualTo(403);
        }
    }

    @Test
    void keysGoWithWhatTheyBelongedTo() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            json(admin(gateway, "/team/member_delete", "{\"team_id\":\"t\",\"user_id\":\"bea\"}"));
            assertThat(gateway.get("/v1/models", IN_THE_TEAM).status()).isEqualTo(401);
            assertThat(gateway.get("/v1/models", own("bea")).status()).isEqualTo(200);
            assertThat(admin(gateway, "/user/delete", "{\"user_ids\":[\"ana\"]}")
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.get("/v1/models", own("ana")).status()).isEqualTo(401);
            assertThat(gateway.get("/team/info?team_id=t", TestGateway.MASTER).text())
                    .doesNotContain("ana");
            assertThat(gateway.get("/v1/models", OF_THE_TEAM).status()).isEqualTo(200);
            json(admin(gateway, "/team/delete", "{\"team_ids\":[\"t\"]}"));
            assertThat(gateway.get("/v1/models", OF_THE_TEAM).status()).isEqualTo(401);
        }
    }

    @Test
    void whatIsForAdminsOfATeamOrForOneselfIsNotToldToOthers() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            assertThat(gateway.get("/team/t/callback", TestGateway.MASTER).status())
                    .isEqualTo(200);
            assertThat(gateway.get("/team/t/callback", own("ana")).status()).isEqualTo(403);
            assertThat(gateway.get("/team/permissions_list?team_id=t", own("ana"))
                            .status())
                    .isEqualTo(403);
            assertThat(gateway.get("/v2/team/list?user_id=ana", own("ana")).status())
                    .isEqualTo(200);
            assertThat(gateway.get("/v2/team/list?user_id=bea", own("ana")).status())
                    .isEqualTo(403);
            assertThat(gateway.get("/v2/user/info", own("ana")).status()).isEqualTo(200);
            assertThat(gateway.get("/v2/user/info?user_id=bea", own("ana")).status())
                    .isEqualTo(404);
            assertThat(json(gateway.get("/tag/list", own("ana")))).isEmpty();
            assertThat(gateway.get("/user/available_roles", own("ana")).text()).contains("proxy_admin_viewer");
        }
    }

    @Test
    void whatIsMissingOrUnknownIsSaid() {
        try (ScriptedProvider provider = answering(0);
                TestGateway gateway = gateway(provider)) {
            Map.ofEntries(
                            Map.entry("/key/block {}", 422),
                            Map.entry("/key/bulk_update {}", 422),
                            Map.entry("/key/bulk_update {\"keys\":[]}", 400),
                            Map.entry("/v2/key/info {\"keys\":[]}", 422),
                            Map.entry("/key/service-account/generate {\"team_id\":\"none\"}", 400),
                            Map.entry("/team/member_add {\"team_id\":\"t\",\"member\":[]}", 400),
                            Map.entry("/team/member_add {\"team_id\":\"t\"}", 422),
                            Map.entry("/team/member_delete {\"team_id\":\"none\",\"user_id\":\"ana\"}", 400),
                            Map.entry("/team/member_update {\"team_id\":\"t\"}", 422),
                            Map.entry("/team/update {\"team_id\":\"t\",\"organization_id\":\"none\"}", 404),
                            Map.entry("/team/block {}", 422),
                            Map.entry("/team/delete {\"team_ids\":[]}", 200),
                            Map.entry("/budget/delete {}", 422),
                            Map.entry("/user/bulk_update {}", 400),
                            Map.entry("/key/generate {\"rpm_limit\":\"10\",\"max_budget\":\"1.5\"}", 200),
                            Map.entry("/key/generate {\"rpm_limit\":\"ten\"}", 422))
                    .forEach((request, status) -> {
                        String[] words = request.split(" ");
                        assertThat(admin(gateway, words[0], words[1]).status())
                                .as(request)
                                .isEqualTo(status);
                    });
            for (String query :
                    List.of("/key/list?sort_order=up", "/key/list?status=lost", "/user/list?sort_by=shoe")) {
                assertThat(gateway.get(query, TestGateway.MASTER).status())
                        .as(query)
                        .isEqualTo(400);
            }
        }
    }
}
