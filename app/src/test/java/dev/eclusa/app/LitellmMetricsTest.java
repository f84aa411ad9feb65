package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures where LiteLLM's configuration is served. */
class LitellmMetricsTest {
    @TempDir
    Path directory;

    private ServedFile served(ScriptedProvider provider, String settings) throws IOException {
        Path file = directory.resolve("config.yaml");
        Files.writeString(file, """
                model_list:
                  - model_name: fast
                    litellm_params: { model: openai/gpt-4o-mini, api_key: k, api_base: "http://127.0.0.1:%d/v1" }
                    model_info: { id: dep-fast }
                general_settings: { master_key: %s }
                litellm_settings: { %s }
                """.formatted(provider.port(), TestGateway.MASTER, settings));
        return ServedFile.start(file, directory.resolve("data"));
    }

    private static Response get(ServedFile gateway, String path, Header... headers) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.request("GET", path, List.of(headers), "").read();
        }
    }

    private static Header key() {
        return new Header("Authorization", "Bearer " + TestGateway.MASTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callbacks: [ prometheus ]",
                "success_callback: prometheus",
                "failure_callback: [ otel, prometheus ]"
            })
    void theCallbackTurnsItsNamesOn(String setting) throws IOException {
        try (ScriptedProvider provider = Managing.answering(1);
                ServedFile gateway = served(provider, setting);
                RawClient client = RawClient.connect(gateway.port())) {
            client.post(
                    "/v1/chat/completions",
                    TestGateway.MASTER,
                    "{\"model\":\"fast\",\"user\":\"somebody\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(get(gateway, "/metrics/").status()).isEqualTo(401);
            Scraped scraped = Scraped.of(get(gateway, "/metrics/", key()).text());
            assertThat(scraped.family("litellm_total_tokens_metric_total").samples())
                    .singleElement()
                    .satisfies(sample -> {
                        assertThat(sample.value()).isEqualByComparingTo("1500");
                        assertThat(sample.label("requested_model")).isEqualTo("fast");
                        assertThat(sample.label("model")).isEqualTo("gpt-4o-mini");
                        assertThat(sample.label("model_id")).isEqualTo("dep-fast");
                        assertThat(sample.label("api_provider")).isEqualTo("openai");
                        assertThat(sample.label("team")).isEqualTo("None");
                    });
            for (String path :
                    List.of("/get/config/callbacks", "/settings", "/callbacks/list", "/health/readiness/details")) {
                assertThat(get(gateway, path, key()).text()).as(path).contains("\"prometheus\"");
            }
        }
    }

    @Test
    void withoutItOursAreTold() throws IOException {
        try (ScriptedProvider provider = Managing.answering(0);
                ServedFile gateway = served(provider, "require_auth_for_metrics_endpoint: false")) {
            Scraped scraped = Scraped.of(get(gateway, "/metrics/").text());
            assertThat(scraped.names()).contains("llm_requests_total").noneMatch(name -> name.startsWith("litellm_"));
            assertThat(get(gateway, "/settings", key()).text()).doesNotContain("prometheus");
        }
    }
}
