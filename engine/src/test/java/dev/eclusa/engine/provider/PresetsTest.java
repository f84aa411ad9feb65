package dev.eclusa.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.routing.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresetsTest {
    @Test
    void everyPresetSpeaksADialectAndIsReachedSomewhere() {
        assertThat(Presets.all())
                .extracting(Preset::name)
                .doesNotHaveDuplicates()
                .hasSize(21);
        for (Preset preset : Presets.NATIVE) {
            assertThat(preset.dialect()).isIn("openai", "anthropic", "gemini", "ollama");
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
    void aDialectThatIsNotSpokenIsLeftForTheOpenAiAddress() {
        for (Preset preset : Presets.all()) {
            assertThat(preset.dialect()).as(preset.name()).isEqualTo("openai");
        }
        Preset gemini = Presets.named("gemini").orElseThrow();
        assertThat(new ProviderAddress(gemini, gemini.baseUrl())
                        .endpoint(gemini, "m", "k", Map.of(), List.of())
                        .callPath())
                .isEqualTo("/v1beta/openai/chat/completions");
    }

    @Test
    void codecsAreToldOnlyOfQuirksThatConcernBodies() {
        Preset openai = Presets.named("openai").orElseThrow();
        assertThat(openai.has(Quirk.USE_MAX_COMPLETION_TOKENS)).isTrue();
        assertThat(openai.quirks()).isEmpty();
        assertThat(Presets.named("mistral").orElseThrow().quirks())
                .isEqualTo(Set.of("NO_STREAM_OPTIONS", "NINE_CHARACTER_TOOL_IDS"));
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
