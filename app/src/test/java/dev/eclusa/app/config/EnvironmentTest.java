package dev.eclusa.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.ConfigurationLoader.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static Configuration found(Map<String, String> environment) {
        return new ConfigurationLoader(environment).fromEnvironment();
    }

    @Test
    void findsEveryProviderThatHasAKey() {
        Configuration configuration = found(Map.of(
                "OPENAI_API_KEY", "a",
                "GOOGLE_API_KEY", "b",
                "HUGGING_FACE_HUB_TOKEN", "c",
                "AZURE_OPENAI_API_KEY", "no endpoint",
                "GROQ_API_KEY", ""));
        assertThat(configuration.providers()).containsOnlyKeys("openai", "gemini", "huggingface");
        assertThat(Loads.provider(configuration, "gemini").key()).isEqualTo("b");
    }

    @Test
    void azureNeedsItsEndpointAndLocalServersAnAddress() {
        Configuration configuration = found(Map.of(
                "AZURE_OPENAI_API_KEY", "k",
                "AZURE_OPENAI_ENDPOINT", "https://r.openai.azure.com/",
                "OLLAMA_BASE_URL", "http://box:11434",
                "OPENAI_BASE_URL", "http://nobody"));
        assertThat(configuration.providers()).containsOnlyKeys("azure", "ollama");
        assertThat(Loads.provider(configuration, "ollama").baseUrl()).isEqualTo("http://box:11434");
    }

    @Test
    void theGatewayKeyPicksOllamaVertexOrVercel() {
        assertThat(found(Map.of("AI_GATEWAY_API_KEY", "local")).providers()).containsOnlyKeys("ollama");
        Configuration cloud = found(Map.of("AI_GATEWAY_API_KEY", "vck_1"));
        assertThat(cloud.providers()).containsOnlyKeys("vercel");
        assertThat(Loads.provider(cloud, "vercel").key()).isEqualTo("vck_1");
        Configuration vertex = found(
                Map.of("AI_GATEWAY_API_KEY", "vertex", "GOOGLE_CLOUD_PROJECT", "p", "GOOGLE_CLOUD_LOCATION", "global"));
        assertThat(vertex.providers()).containsOnlyKeys("vertex");
        assertThat(Loads.provider(vertex, "vertex").baseUrl())
                .isEqualTo("https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google");
    }

    @Test
    void keysOfAwsOrItsTokenFindBedrockInTheirRegion() {
        Configuration signing = found(Map.of(
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "s",
                "AWS_SESSION_TOKEN",
                "t",
                "AWS_REGION",
                "eu-west-1"));
        assertThat(signing.providers()).containsOnlyKeys("bedrock");
        Configuration.Provider bedrock = Loads.provider(signing, "bedrock");
        assertThat(bedrock.baseUrl()).isEqualTo("https://bedrock-runtime.eu-west-1.amazonaws.com");
        assertThat(bedrock.signing().orElseThrow().region()).isEqualTo("eu-west-1");
        assertThat(bedrock.signing().orElseThrow().session().value()).isEqualTo("t");
        Configuration.Provider keyed =
                Loads.provider(found(Map.of("AWS_BEARER_TOKEN_BEDROCK", "k", "AWS_ACCESS_KEY_ID", "a")), "bedrock");
        assertThat(keyed.key()).isEqualTo("k");
        assertThat(keyed.signing()).isEmpty();
        assertThat(found(Map.of("AWS_ACCESS_KEY_ID", "a")).providers()).isEmpty();
    }

    @Test
    void nothingFoundLeavesTheChoiceToTheCaller() {
        assertThat(found(Map.of()).providers()).isEmpty();
    }

    @Test
    void theSourcesVariablesOverrideTheFile() {
        Configuration configuration = Loads.right(
                "server: { port: 1 }\nauth: { required: true, keys: [ { name: f, key: k0 } ] }",
                Map.of(
                        "PORT", "5000",
                        "WORKERS", "3",
                        "HTTP_MAX_CONNECTIONS", "77",
                        "API_KEYS_REQUIRED", "false",
                        "API_KEY", "k1, k2,,",
                        "LITELLM_MASTER_KEY", "m"));
        assertThat(configuration.server().port()).isEqualTo(5000);
        assertThat(configuration.server().eventLoops()).isEqualTo(3);
        assertThat(configuration.pool().maxConnections()).isEqualTo(77);
        assertThat(configuration.auth().required()).isFalse();
        assertThat(configuration.auth().masterKey()).isEqualTo("m");
        assertThat(configuration.auth().keys())
                .extracting(Configuration.Auth.Key::key)
                .containsExactly("k0", "k1", "k2");
    }

    @Test
    void aVariableThatMakesNoSenseIsAProblem() {
        assertThat(Loads.wrong("", Map.of("PORT", "99999")))
                .singleElement()
                .asString()
                .contains("PORT");
        assertThat(new ConfigurationLoader(Map.of("API_KEYS_REQUIRED", "perhaps")).loadEnvironment())
                .isInstanceOf(Result.Rejected.class);
    }
}
