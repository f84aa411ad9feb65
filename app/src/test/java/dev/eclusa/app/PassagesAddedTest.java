package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.money.Cost;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Paths that lead to other servers, added, changed and removed while the gateway serves. */
class PassagesAddedTest {
    private static final String PATH = "/config/pass_through_endpoint";

    @TempDir
    Path data;

    private TestGateway gateway() {
        return TestGateway.dropIn(data, """
                server: { port: 0 }
                auth: { master_key: %s }
                providers: { simulated: { preset: simulated } }
                pass_through: [ { path: /written, target: "http://127.0.0.1:1/x", headers: { authorization: secret-of-the-file } } ]
                """.formatted(TestGateway.MASTER));
    }

    private static String added(int port, String more) {
        return "{\"path\":\"/added\",\"target\":\"http://127.0.0.1:" + port + "/far\","
                + "\"headers\":{\"Authorization\":\"Bearer hidden-value\"},\"cost_per_request\":0.25" + more + "}";
    }

    @Test
    void oneThatIsAddedServesAtOnceAndIsKeptChangedAndRemoved() {
        try (ScriptedProvider other = ScriptedProvider.expecting(3).always(Reply.json("{\"far\":true}"))) {
            String id;
            try (TestGateway gateway = gateway()) {
                JsonNode made = Managing.done(gateway, PATH, added(other.port(), ""))
                        .path("endpoints")
                        .get(0);
                id = made.path("id").asString();
                assertThat(id).isNotEmpty();
                assertThat(made.toString()).doesNotContain("hidden-value");
                assertThat(made.path("auth").asBoolean()).isTrue();
                assertThat(made.path("is_from_config").asBoolean()).isFalse();
                assertThat(Managing.admin(gateway, "/added", "{}").text()).isEqualTo("{\"far\":true}");
                Received sent = other.requests().getFirst();
                assertThat(sent.target()).isEqualTo("/far");
                assertThat(sent.header("authorization")).contains("Bearer hidden-value");
                assertThat(gateway.rows().getFirst().cost()).contains(new Cost(250_000_000));
            }
            try (TestGateway again = gateway()) {
                assertThat(Managing.admin(again, "/added", "{}").status()).isEqualTo(200);
                JsonNode list = Managing.get(again, PATH).path("endpoints");
                assertThat(list.size()).isEqualTo(2);
                assertThat(list.toString()).doesNotContain("hidden-value").doesNotContain("secret-of-the-file");
                assertThat(list.get(0).path("is_from_config").asBoolean()).isTrue();
                Managing.done(again, PATH + "/" + id, "{\"include_subpath\":true}");
                assertThat(Managing.admin(again, "/added/below?a=1", "{}").status())
                        .isEqualTo(200);
                assertThat(other.requests().getLast().target()).isEqualTo("/far/below?a=1");
                assertThat(other.requests().getLast().header("authorization")).contains("Bearer hidden-value");
                Response gone = again.delete(PATH + "?endpoint_id=" + id, TestGateway.MASTER);
                assertThat(gone.status()).isEqualTo(200);
                assertThat(Managing.admin(again, "/added", "{}").status()).isEqualTo(404);
                assertThat(again.delete(PATH + "?endpoint_id=" + id, TestGateway.MASTER)
                                .status())
                        .isEqualTo(400);
            }
            other.verify();
        }
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        try (TestGateway gateway = gateway()) {
            assertThat(Managing.admin(gateway, PATH, "{\"path\":\"/a\"}").status())
                    .isEqualTo(422);
            for (String target :
                    new String[] {"http://169.254.169.254/latest", "http://[fe80::1]/x", "ftp://h/x", "http://u:p@h/x"
                    }) {
                Response refused = Managing.admin(gateway, PATH, "{\"path\":\"/a\",\"target\":\"" + target + "\"}");
                assertThat(refused.status()).as(target).isEqualTo(400);
            }
            for (String path : new String[] {"/v1/rerank", "/key/info", "/written", "a", "/v1/models/x"}) {
                Response refused = Managing.admin(
                        gateway, PATH, "{\"path\":\"" + path + "\",\"target\":\"http://127.0.0.1:1/x\"}");
                assertThat(refused.status()).as(path).isIn(400, 409);
            }
            Response variable = Managing.admin(
                    gateway,
                    PATH,
                    "{\"path\":\"/a\",\"target\":\"http://127.0.0.1:1/x\",\"headers\":{\"A\":\"os.environ/HOME\"}}");
            assertThat(variable.status()).isEqualTo(400);
            assertThat(Managing.get(gateway, PATH).path("endpoints").size()).isEqualTo(1);
            String key = Managing.key(gateway, "{}");
            assertThat(gateway.post(PATH, added(1, ""), "Authorization", "Bearer " + key)
                            .status())
                    .isIn(401, 403);
            assertThat(Managing.admin(gateway, PATH + "/nobody", "{}").status()).isEqualTo(404);
        }
    }
}
