package dev.eclusa.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.routing.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresetsTest {
    @Test
    void everyPresetSpeaksADialectAndIsReachedSomewhere() {
        assertThat(Presets.all())
                .extracting(Preset::name)
                .doesNotHaveDuplicates()
                .hasSize(25);
        for (Preset preset : Presets.all()) {
            assertThat(preset.dialect()).isIn("openai", "anthropic", "gemini", "ollama", "cohere", "bedrock");
            if (!preset.baseUrl().isEmpty()) {
                assertThat(new ProviderAddress(preset, preset.baseUrl()).versioned())
                        .isEqualTo(preset.baseUrl());
            }
        }
    }

    @Test
    void keysAreCarriedAsTheProviderWantsThem() {
        assertThat(Presets.named("azure").orElseThrow().auth().header()).isEqualTo("api-key");
        assertThat(Presets.named("groq").orElseThrow().auth().value("k")).isEqualTo("Bearer k");
        assertThat(Presets.named("gemini").orElseThrow().keyNames())
                .containsExactly("GEMINI_API_KEY", "GOOGLE_API_KEY");
        assertThat(Presets.named("gpt")).isEmpty();
    }

    @Test
    void eachIsReachedInItsOwnDialect() {
        Preset gemini = Presets.named("gemini").orElseThrow();
        var endpoint = new ProviderAddress(gemini, gemini.baseUrl()).endpoint(gemini, "m", "k", Map.of(), List.of());
        assertThat(endpoint.callPath()).isEqualTo("/v1beta/models/m:generateContent");
        assertThat(endpoint.streamPath()).isEqualTo("/v1beta/models/m:streamGenerateContent?alt=sse");
        assertThat(endpoint.headers()).containsEntry("x-goog-api-key", "k");
        Preset anthropic = Presets.named("anthropic").orElseThrow();
        assertThat(new ProviderAddress(anthropic, "http://h:1")
                        .endpoint(anthropic, "m", "k", Map.of(), List.of())
                        .callPath())
                .isEqualTo("/v1/messages");
    }

    @Test
    void codecsAreToldOfQuirksByName() {
        assertThat(Presets.named("mistral").orElseThrow().quirks())
                .contains("NO_STREAM_OPTIONS", "NINE_CHARACTER_TOOL_IDS", "RANDOM_SEED");
    }

    @Test
    void neverPrintsASecret() {
        ProviderDefinition provider = new ProviderDefinition(
                "p",
                Presets.named("openai").orElseThrow(),
                "http://h",
                Optional.of(new Secret("sk-1")),
                Map.of("authorization", "sk-1"),
                List.of(),
                true,
                Timeouts.DEFAULT);
        assertThat(provider.toString()).doesNotContain("sk-1");
        assertThat(provider.apiKey().toString()).contains("***MASKED***").doesNotContain("sk-1");
    }
}
