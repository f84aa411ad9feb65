package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in the management API, by LiteLLM's roles, with its configuration loaded. */
class RolesTest {
    private static final List<String> ROLES =
            List.of("proxy_admin", "proxy_admin_viewer", "internal_user", "internal_user_viewer", "");
    private static final String DAYS = "start_date=2026-11-20&end_date=2026-11-22";

    @TempDir
    Path data;

    private static String yaml(ScriptedProvider provider) {
        return "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER
                + " }\nproviders:\n  p: { preset: openai, base_url: \""
                + provider.uri() + "\", api_key: x }\nmodels:\n  - name: m\n    deployments:\n"
                + "      - { provider: p, model: real, price: { input: 1, output: 2 } }\n";
    }

    private static Response ask(TestGateway gateway, String method, String path, String key, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            List<Header> headers =
                    new ArrayList<>(Header.list("Authorization", "Bearer " + key, "Content-Type", "application/json"));
            return client.request(method, path, headers, body).read();
        }
    }

    private static String key(TestGateway gateway, String role) {
        String user = "u-" + role;
        String said = role.isEmpty() ? "" : ",\"user_role\":\"" + role + "\"";
        Response made =
                ask(gateway, "POST", "/user/new", TestGateway.MASTER, "{\"user_id\":\"" + user + "\"" + said + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return JsonCodec.answer(made.body(), 0, made.body().length).path("key").asString();
    }

    /** Statuses of the five roles in order; the last has none. */
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, 200 200 200 200 200",
        "GET, /v1/models, 200 200 200 200 200",
        "GET, /model/info, 200 200 200 200 200",
        "GET, /key/info, 200 200 200 200 200",
        "POST, /user/new, 200 403 401 401 401",
        "GET, /user/list, 200 200 403 403 403",
        "POST, /team/new, 200 403 401 401 401",
        "GET, /team/list, 200 200 401 401 401",
        "POST, /model/new, 200 403 403 403 403",
        "POST, /budget/new, 200 403 401 401 401",
        "GET, /budget/list, 200 200 401 401 401",
        "POST, /customer/new, 200 403 401 401 401",
        "GET, /customer/list, 200 200 401 401 401",
        "POST, /tag/new, 200 403 401 401 401",
        "POST, /key/generate, 200 403 200 401 401",
        "GET, /global/spend, 200 200 401 401 401",
        "GET, /global/spend/keys, 200 200 401 401 401",
        "GET, /spend/keys, 200 200 200 200 401",
        "GET, /spend/users, 200 200 200 200 401",
        "GET, /spend/tags, 200 200 200 200 401",
        "GET, /global/activity?DAYS, 200 200 200 200 401",
        "GET, /tag/daily/activity?DAYS, 200 200 200 200 401",
        "GET, /user/daily/activity?DAYS, 200 200 200 200 200",
        "GET, /credentials, 200 200 401 401 401",
        "POST, /credentials, 200 403 401 401 401",
        "GET, /config/list?config_type=general_settings, 200 200 401 401 401"
    })
    void everyRoleMayWhatItMayInLitellm(String method, String path, String statuses) {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0, 5).always(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.dropIn(data, yaml(provider))) {
            List<Integer> answered = new ArrayList<>();
            for (String role : ROLES) {
                answered.add(ask(gateway, method, path.replace("DAYS", DAYS), key(gateway, role), body(path))
                        .status());
            }
            assertThat(answered)
                    .as(path)
                    .isEqualTo(
                            Stream.of(statuses.split(" ")).map(Integer::valueOf).toList());
        }
    }

    private static String body(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            case "/model/new" ->
                "{\"model_name\":\"x\",\"litellm_params\":{\"model\":\"openai/x\",\"api_key\":\"k\",\"api_base\":\"http://127.0.0.1:9/v1\"}}";
            case "/customer/new" -> "{\"user_id\":\"c\"}";
            case "/tag/new" -> "{\"name\":\"t\"}";
            case "/credentials" -> "{\"credential_name\":\"c\",\"credential_values\":{\"api_key\":\"k\"}}";
            case "/key/generate", "/team/new", "/user/new", "/budget/new" -> "{}";
            default -> "";
        };
    }

    @Test
    void insidersReadOfThemselvesOnly() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(3).always(Reply.json(Fate.ANSWER));
                TestGateway gateway = TestGateway.dropIn(data, yaml(provider))) {
            String insider = key(gateway, "internal_user");
            String admin = key(gateway, "proxy_admin");
            String call =
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"metadata\":{\"tags\":[\"NAME\"]}}";
            ask(gateway, "POST", "/v1/chat/completions", insider, call.replace("NAME", "own"));
            ask(gateway, "POST", "/v1/chat/completions", admin, call.replace("NAME", "others"));
            ask(gateway, "POST", "/v1/chat/completions", TestGateway.MASTER, call.replace("NAME", "others"));
            assertThat(gateway.rows()).hasSize(3);
            assertThat(ask(gateway, "GET", "/spend/tags", insider, "").text())
                    .contains("own")
                    .doesNotContain("others");
            assertThat(ask(gateway, "GET", "/spend/users", insider, "").text())
                    .contains("u-internal_user")
                    .doesNotContain("u-proxy_admin");
            assertThat(ask(gateway, "GET", "/spend/keys", insider, "").text()).doesNotContain("u-proxy_admin");
            assertThat(ask(gateway, "GET", "/global/activity?" + DAYS.replace("2026-11-22", "2036-11-22"), insider, "")
                            .text())
                    .contains("\"sum_api_requests\":1");
            assertThat(ask(gateway, "GET", "/global/activity?" + DAYS.replace("2026-11-22", "2036-11-22"), admin, "")
                            .text())
                    .contains("\"sum_api_requests\":3");
        }
    }

    @Test
    void anAdminOfATeamManagesItsMembersAndKeysOnly() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.dropIn(data, yaml(provider))) {
            String chief = key(gateway, "internal_user");
            String other = key(gateway, "internal_user_viewer");
            ask(
                    gateway,
                    "POST",
                    "/team/new",
                    TestGateway.MASTER,
                    "{\"team_id\":\"t\",\"members_with_roles\":[{\"role\":\"admin\",\"user_id\":\"u-internal_user\"}]}");
            String member = "{\"team_id\":\"t\",\"member\":{\"role\":\"user\",\"user_id\":\"bea\"}}";
            assertThat(status(gateway, "/team/member_add", other, member)).isEqualTo(403);
            assertThat(status(gateway, "/team/member_add", chief, member)).isEqualTo(200);
            assertThat(status(gateway, "/key/generate", chief, "{\"team_id\":\"t\",\"user_id\":\"bea\"}"))
                    .isEqualTo(200);
            assertThat(status(gateway, "/team/update", chief, "{\"team_id\":\"t\",\"max_budget\":1000}"))
                    .isEqualTo(403);
            assertThat(status(gateway, "/team/delete", chief, "{\"team_ids\":[\"t\"]}"))
                    .isEqualTo(401);
            assertThat(status(gateway, "/team/member_delete", chief, "{\"team_id\":\"t\",\"user_id\":\"bea\"}"))
                    .isEqualTo(200);
        }
    }

    private static int status(TestGateway gateway, String path, String key, String body) {
        return ask(gateway, "POST", path, key, body).status();
    }

    @Test
    void withOurOwnConfigurationARoleThatIsTooLowIs403() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", provider.port()))) {
            assertThat(ask(gateway, "POST", "/user/new", key(gateway, "internal_user"), "{}")
                            .status())
                    .isEqualTo(403);
        }
    }
}
