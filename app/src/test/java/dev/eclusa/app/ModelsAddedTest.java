package dev.eclusa.app;

import static dev.eclusa.app.Managing.admin;
import static dev.eclusa.app.Managing.answering;
import static dev.eclusa.app.Managing.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Models and credentials that are added while the gateway serves, over real sockets. */
class ModelsAddedTest {
    private static final String SECRET = "sk-upstream-very-secret";

    @TempDir
    Path data;

    private static Response patch(TestGateway gateway, String path, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request(
                            "PATCH",
                            path,
                            Header.list(
                                    "Authorization",
                                    "Bearer " + TestGateway.MASTER,
                                    "Content-Type",
                                    "application/json"),
                            body)
                    .read();
        }
    }

    private static int call(TestGateway gateway, String model) {
        return gateway.chat("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .status();
    }

    private static String model(String name, String id, ScriptedProvider provider) {
        return "{\"model_name\":\"" + name + "\",\"litellm_params\":{\"model\":\"openai/gpt-4o-mini\",\"api_key\":\""
                + SECRET + "\",\"api_base\":\"" + provider.uri() + "/v1\"},\"model_info\":{\"id\":\"" + id + "\"}}";
    }

    @Test
    void aModelIsCalledAsSoonAsItIsAddedAndGoneAsSoonAsItIsDeleted() {
        try (ScriptedProvider configured = answering(1);
                ScriptedProvider added = answering(3);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
            assertThat(call(gateway, "more")).isEqualTo(404);
            JsonNode made = json(admin(gateway, "/model/new", model("more", "dep-1", added)));
            assertThat(made.path("model_id").asString()).isEqualTo("dep-1");
            assertThat(made.toString()).doesNotContain(SECRET);
            assertThat(call(gateway, "more")).isEqualTo(200);
            assertThat(call(gateway, "dep-1")).as("by its id").isEqualTo(200);
            assertThat(added.requests().getFirst().header("authorization")).contains("Bearer " + SECRET);
            assertThat(call(gateway, "m")).as("those of the configuration stay").isEqualTo(200);
            JsonNode info = json(gateway.get("/model/info?litellm_model_id=dep-1", TestGateway.MASTER));
            assertThat(info.at("/data/0/model_info/db_model").asBoolean()).isTrue();
            assertThat(info.toString()).doesNotContain(SECRET);
            json(patch(gateway, "/model/dep-1/update", "{\"model_name\":\"other\"}"));
            assertThat(call(gateway, "more")).isEqualTo(404);
            assertThat(call(gateway, "other")).isEqualTo(200);
            json(admin(gateway, "/model/block", "{\"model_id\":\"dep-1\"}"));
            assertThat(call(gateway, "other")).isEqualTo(404);
            json(admin(gateway, "/model/delete", "{\"id\":\"dep-1\"}"));
            assertThat(admin(gateway, "/model/delete", "{\"id\":\"dep-1\"}").status())
                    .isEqualTo(400);
            configured.verify();
            added.verify();
        }
    }

    @Test
    void aDeploymentJoinsTheModelOfItsName() {
        try (ScriptedProvider configured = answering(0);
                ScriptedProvider added = answering(1);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
            json(admin(gateway, "/model/new", model("m", "dep-2", added)));
            assertThat(json(gateway.get("/model/info", TestGateway.MASTER)).path("data"))
                    .hasSize(2);
            assertThat(call(gateway, "dep-2")).isEqualTo(200);
            added.verify();
        }
    }

    @Test
    void secretsAreSealedInTheStoreAndOpenAfterARestart() throws IOException {
        try (ScriptedProvider configured = answering(0);
                ScriptedProvider added = answering(1)) {
            try (TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
                json(admin(
                        gateway,
                        "/credentials",
                        "{\"credential_name\":\"c\",\"credential_values\":{\"api_key\":\"" + SECRET + "\"}}"));
                json(admin(
                        gateway,
                        "/model/new",
                        "{\"model_name\":\"more\",\"litellm_params\":{\"model\":\"openai/gpt-4o-mini\",\"litellm_credential_name\":\"c\","
                                + "\"api_base\":\"" + added.uri() + "/v1\"}}"));
                assertThat(gateway.get("/credentials", TestGateway.MASTER).text())
                        .contains("\"credential_name\":\"c\"")
                        .doesNotContain(SECRET);
            }
            assertThat(isAnywhereIn(data, SECRET)).as("in a file in the clear").isFalse();
            try (TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
                assertThat(call(gateway, "more")).isEqualTo(200);
            }
            assertThat(added.requests().getFirst().header("authorization")).contains("Bearer " + SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"api_key\":\"k\",\"extra_headers\":{\"X-Upstream\":\"SECRET\"}",
                "\"api_key\":\"k\",\"api_base\":\"http://somebody:SECRET@127.0.0.1:9/v1\"",
                "\"api_key\":[\"SECRET\"]",
                "\"api_key\":{\"a\":\"SECRET\"}",
                "\"api_key\":\"SECRET\",\"timeout\":\"soon\"",
                "\"api_key\":\"SECRET\",\"vertex_credentials\":{\"private_key\":\"SECRET\"}"
            })
    void noAnswerAndNoFileHoldsASecretWhereverItStands(String params) throws IOException {
        String body = "{\"model_name\":\"x\",\"litellm_params\":{\"model\":\"openai/gpt-4o\","
                + params.replace("SECRET", SECRET) + "},\"model_info\":{\"id\":\"dep-x\"}}";
        try (ScriptedProvider configured = answering(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
            assertThat(admin(gateway, "/model/new", body).text()).doesNotContain(SECRET);
            assertThat(gateway.get("/model/info", TestGateway.MASTER).text()).doesNotContain(SECRET);
            assertThat(gateway.get("/api/audit", TestGateway.MASTER).text()).doesNotContain(SECRET);
        }
        assertThat(isAnywhereIn(data, SECRET)).isFalse();
    }

    private static boolean isAnywhereIn(Path directory, String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://2852039166/v1",
                "http://[fe80::1]/v1",
                "http://[::ffff:169.254.169.254]/v1",
                "http://100.100.100.200/v1",
                "http://0.0.0.0:9/v1"
            })
    void anAddressOfTheMachinesOwnNetworkIsRefused(String url) {
        try (ScriptedProvider configured = answering(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
            Response refused = admin(
                    gateway,
                    "/model/new",
                    "{\"model_name\":\"x\",\"litellm_params\":{\"model\":\"openai/gpt-4o\",\"api_key\":\"k\",\"api_base\":\""
                            + url + "\"}}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(call(gateway, "x")).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"nobody-knows/x\",\"api_key\":\"k\"}",
                "{\"model\":\"openai/gpt-4o\",\"api_key\":\"os.environ/PATH\"}",
                "{\"model\":\"openai/gpt-4o\",\"api_key\":\"k\",\"timeout\":\"soon\"}",
                "{\"api_key\":\"k\"}"
            })
    void whatCouldNotBeServedIsRefusedAndNotKept(String params) {
        try (ScriptedProvider configured = answering(0);
                TestGateway gateway = TestGateway.before(data, "", Map.of("p", configured.port()))) {
            Response refused = admin(gateway, "/model/new", "{\"model_name\":\"x\",\"litellm_params\":" + params + "}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(json(gateway.get("/model/info", TestGateway.MASTER)).path("data"))
                    .hasSize(1);
        }
    }
}
