package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    @TempDir
    Path data;

    private ScriptedProvider provider;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        provider = ScriptedProvider.expecting(0);
        gateway = TestGateway.before(data, "", Map.of("p", provider.port()));
    }

    @AfterEach
    void nothingReachedTheProvider() {
        gateway.close();
        provider.verify();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\",|body",
                "[]|body",
                "\"text\"|body",
                "''|body",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|model",
                "{\"model\":7,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|model",
                "{\"model\":\"m\"}|messages",
                "{\"model\":\"m\",\"messages\":[]}|messages",
                "{\"model\":\"m\",\"messages\":\"x\"}|messages",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}|messages[0].role",
                "{\"model\":\"m\",\"temperature\":3,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|temperature",
                "{\"model\":\"m\",\"temperature\":\"hot\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|temperature",
                "{\"model\":\"m\",\"max_tokens\":-1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|max_tokens",
                "{\"model\":\"m\",\"model\":\"n\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|body",
            })
    void isRefusedNamingTheField(String body, String param) {
        Response answer = gateway.chat(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("\"type\":\"invalid_request_error\"")
                .contains("\"param\":\"" + param + "\"");
    }

    @Test
    void aHundredThousandLevelsAreRefused() {
        Response answer =
                gateway.chat("{\"model\":\"m\",\"messages\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void anUnknownModelIsNotFoundAndNearOnesAreNamed() {
        Response answer = gateway.chat("{\"model\":\"n\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("model_not_found").contains("Did you mean m?");
    }

    @Test
    void aMissingAndAnUnknownKeyGetOneAndTheSameBody() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        Response missing = gateway.post("/v1/chat/completions", body);
        Response unknown = gateway.post("/v1/chat/completions", body, "api-key", "sk-wrong");
        assertThat(missing.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(missing.text()).contains("invalid_api_key");
    }

    @Test
    void aKeyWithoutThatModelIsForbidden() {
        Response answer = gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "x-api-key",
                TestGateway.LIMITED);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("'m'");
    }

    @Test
    void aBodyOverTheLimitIsRefusedReadably() {
        try (TestGateway small = TestGateway.of(
                data.resolve("small"),
                "server: { port: 0, max_body_mb: 1 }\nauth: { master_key: " + TestGateway.MASTER
                        + " }\nproviders: { p: { preset: openai, base_url: \"http://127.0.0.1:9\", api_key: k } }\n")) {
            Response answer = small.chat("{\"model\":\"m\",\"x\":\"" + "y".repeat(3 << 20) + "\"}");
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("larger than 1 MiB");
        }
    }

    @Test
    void aRequestIdWithControlCharactersIsReplaced() {
        Response answer = gateway.post(
                "/v1/chat/completions",
                "{}",
                "Authorization",
                "Bearer " + TestGateway.MASTER,
                "x-request-id",
                "a b\tc");
        assertThat(answer.header("x-request-id").orElseThrow())
                .doesNotContain(" ")
                .hasSize(26);
    }

    @Test
    void otherPathsAndMethodsSayWhatExists() {
        assertThat(gateway.get("/nothing", TestGateway.MASTER).status()).isEqualTo(404);
        Response wrongMethod = gateway.get("/v1/chat/completions", TestGateway.MASTER);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("allow")).contains("POST");
    }

    @Test
    void accountsNeedTheMasterKey() {
        assertThat(gateway.get("/ai/usage", TestGateway.LIMITED).status()).isEqualTo(403);
        assertThat(gateway.get("/spend/logs", "sk-wrong").status()).isEqualTo(401);
        assertThat(gateway.get("/ai/usage?start_date=2026-02-30", TestGateway.MASTER)
                        .status())
                .isEqualTo(400);
    }
}
