package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelListTest {
    private static final String YAML = """
            server: { port: 0 }
            auth:
              master_key: sk-all
              keys:
                - { name: one, key: sk-one, models: [mini] }
                - { name: direct, key: sk-direct, models: [openai/gpt-4o, nowhere/x] }
            providers: { openai: { api_key: k, base_url: "http://127.0.0.1:9" } }
            models:
              - { name: mini, deployments: [ { provider: openai, model: gpt-4o-mini } ] }
              - { name: large, deployments: [ { provider: openai, model: gpt-4o } ] }
              - { name: resting, deployments: [ { provider: openai, model: gpt-4o, weight: 0 } ] }
            aliases: { small: mini }
            """;

    @TempDir
    Path data;

    @Test
    void hasExactlyWhatTheKeyMayCall() {
        try (TestGateway gateway = TestGateway.of(data, YAML)) {
            assertThat(names(gateway.get("/v1/models", "sk-all")))
                    .containsExactly("mini", "large", "small", "balanced", "high_quality", "auto");
            assertThat(names(gateway.get("/v1/models", "sk-one"))).containsExactly("mini", "small", "balanced", "auto");
            assertThat(names(gateway.get("/v1/models", "sk-direct")))
                    .containsExactly("high_quality", "auto", "openai/gpt-4o");
        }
    }

    private static List<String> names(Response answer) {
        assertThat(answer.status()).isEqualTo(200);
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        JsonCodec.request(body)
                .path("data")
                .forEach(model -> names.add(model.path("id").asString("")));
        return names;
    }
}
