package dev.eclusa.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProviderAddressTest {
    private static final List<String> VERSIONS = List.of("", "/v1", "/v1beta", "/v2", "/v1beta2", "/v1alpha");

    private static Preset preset(String name) {
        return Presets.all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String callPath(String preset, String url) {
        return new ProviderAddress(preset(preset), url)
                .endpoint(preset(preset), "m", "k", Map.of(), List.of())
                .callPath();
    }

    @Test
    void versionSegmentMayBeWrittenOrLeftOut() {
        assertThat(callPath("openai", "http://h")).isEqualTo("/v1/chat/completions");
        assertThat(callPath("openai", "http://h/v1/")).isEqualTo("/v1/chat/completions");
        assertThat(callPath("groq", "https://api.groq.com/openai")).isEqualTo("/openai/v1/chat/completions");
        assertThat(callPath("anthropic", "http://127.0.0.1:9100")).isEqualTo("/v1/messages");
        assertThat(callPath("gemini", "http://h")).isEqualTo("/v1beta/models/m:generateContent");
        assertThat(callPath("perplexity", "https://api.perplexity.ai")).isEqualTo("/chat/completions");
        assertThat(callPath("ollama", "http://h:11434/v1")).isEqualTo("/api/chat");
        for (String end : List.of("", "/", "/v1", "/v2/", "/v1/chat", "/v2/chat", "/compatibility/v1")) {
            assertThat(callPath("cohere", "http://h" + end)).as(end).isEqualTo("/v2/chat");
        }
        assertThat(callPath("cohere", "http://h/proxy/v2")).isEqualTo("/proxy/v2/chat");
    }

    @Test
    void modelsOfBedrockStandInThePathAsOneSegment() {
        Preset bedrock = preset("bedrock");
        var model = new ProviderAddress(bedrock, "http://h")
                .endpoint(bedrock, "us.amazon.nova-pro-v1:0", "", Map.of(), List.of());
        assertThat(model.callPath()).isEqualTo("/model/us.amazon.nova-pro-v1%3A0/converse");
        assertThat(model.streamPath()).isEqualTo("/model/us.amazon.nova-pro-v1%3A0/converse-stream");
        assertThat(new ProviderAddress(bedrock, "http://h")
                        .endpoint(bedrock, "arn:aws:bedrock:us-east-1:1:inference-profile/x", "", Map.of(), List.of())
                        .callPath())
                .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse");
    }

    @Test
    void anyBaseUrlEndsInExactlyOneVersionSegment() {
        Random random = new Random(7);
        for (Preset preset : Presets.all()) {
            for (int i = 0; i < 200; i++) {
                String root = "http://h" + random.nextInt(9) + (random.nextBoolean() ? ":8080" : "")
                        + "/p".repeat(random.nextInt(3));
                String written = root + VERSIONS.get(random.nextInt(VERSIONS.size())) + "/".repeat(random.nextInt(3));
                String once = new ProviderAddress(preset, written).versioned();
                assertThat(new ProviderAddress(preset, once).versioned()).isEqualTo(once);
                assertThat(once).startsWith(root).doesNotEndWith("/").doesNotMatch(".*/v\\d\\w*/v\\d\\w*$");
            }
        }
    }

    @Test
    void azureNamesTheDeploymentInThePathAndTheVersionInTheQuery() {
        String expected = "/openai/deployments/m/chat/completions?api-version=2024-12-01-preview";
        assertThat(callPath("azure", "https://r.openai.azure.com")).isEqualTo(expected);
        assertThat(callPath("azure", "https://r.openai.azure.com/openai/v1/")).isEqualTo(expected);
        assertThat(callPath("azure", "https://r.openai.azure.com?api-version=2025-01-01"))
                .endsWith("=2025-01-01");
    }

    @Test
    void modelListsAreWhereEachProviderKeepsThem() {
        assertThat(new ProviderAddress(preset("ollama"), "http://h").modelsPath(preset("ollama")))
                .isEqualTo("/api/tags");
        assertThat(new ProviderAddress(preset("xai"), "http://h").modelsPath(preset("xai")))
                .isEqualTo("/v1/models");
        assertThat(new ProviderAddress(preset("perplexity"), "http://h").modelsPath(preset("perplexity")))
                .isEqualTo("/v1/models");
    }

    @Test
    void refusesWhatIsNoHttpUrl() {
        for (String url : List.of("", "h:80", "ftp://h", "file:///etc/passwd", "http://")) {
            assertThatThrownBy(() -> new ProviderAddress(preset("openai"), url))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
