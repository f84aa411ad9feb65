package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.ConfigurationLoader;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartingPointTest {
    @Test
    void takesOllamaWhereItAnswers() {
        try (ScriptedProvider ollama = ScriptedProvider.expecting(1)
                .reply(Reply.json("{\"models\":[{\"name\":\"qwen3:30b\",\"model\":\"qwen3:30b\"}]}"))) {
            StartingPoint.Found.Usable found =
                    found(Map.of("OLLAMA_BASE_URL", ollama.uri().toString()));
            assertThat(found.configuration().providers()).containsOnlyKeys("ollama");
            assertThat(found.installed()).containsExactly("qwen3:30b");
            assertThat(ollama.requests().getFirst().path()).isEqualTo("/api/tags");
            assertThat(ExampleModel.of(found.configuration(), found.installed()))
                    .isEqualTo("ollama/qwen3:30b");
            ollama.verify();
        }
    }

    @Test
    void addsTheSimulatedProviderWhileOllamaIsSilentAndSaysSo() {
        StartingPoint.Found.Usable found = found(Map.of("OLLAMA_BASE_URL", "http://127.0.0.1:9"));
        assertThat(found.configuration().providers()).containsOnlyKeys("ollama", "simulated");
        assertThat(found.notices()).anyMatch(notice -> notice.contains("'simulated' makes answers up"));
    }

    @Test
    void takesCloudProvidersByTheirKeysAndAsksNobody() {
        StartingPoint.Found.Usable found = found(Map.of("OPENAI_API_KEY", "k", "GROQ_API_KEY", "k"));
        assertThat(found.configuration().providers()).containsOnlyKeys("openai", "groq");
        assertThat(found.notices()).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(new StartingPoint(Map.of("OLLAMA_BASE_URL", "localhost:11434")).withoutFile())
                .isInstanceOf(StartingPoint.Found.Wrong.class);
    }

    @Test
    void aFirstConfigurationKeepsSecretsInTheEnvironment() {
        Map<String, String> environment = Map.of(
                "OPENAI_API_KEY",
                "sk-very-secret",
                "ECLUSA_MASTER_KEY",
                "sk-master",
                "AZURE_OPENAI_API_KEY",
                "az",
                "AZURE_OPENAI_ENDPOINT",
                "https://x.openai.azure.com");
        String text = new FirstConfiguration(found(environment).configuration(), environment).text();
        assertThat(text).doesNotContain("sk-very-secret").doesNotContain("sk-master");
        assertThat(new ConfigurationLoader(environment).load("first.yaml", text))
                .isInstanceOfSatisfying(ConfigurationLoader.Result.Loaded.class, loaded -> {
                    assertThat(loaded.configuration().providers()).containsOnlyKeys("openai", "azure");
                    assertThat(loaded.configuration().auth().masterKey()).isEqualTo("sk-master");
                    assertThat(loaded.notices()).isEqualTo(List.of());
                });
    }

    private static StartingPoint.Found.Usable found(Map<String, String> environment) {
        return switch (new StartingPoint(environment).withoutFile()) {
            case StartingPoint.Found.Usable usable -> usable;
            case StartingPoint.Found.Wrong wrong -> throw new AssertionError(wrong.problems());
        };
    }
}
