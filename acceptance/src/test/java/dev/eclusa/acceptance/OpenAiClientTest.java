package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.eclusa.app.Gateway;
import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.config.ConfigurationLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official OpenAI Java client against a running gateway. */
class OpenAiClientTest {
    private static final String KEY = "sk-acceptance";

    @TempDir
    Path data;

    private Gateway gateway;

    @BeforeEach
    void start() {
        var loaded = new ConfigurationLoader(Map.of())
                .load(
                        "test.yaml",
                        "server: { port: 0 }\nauth: { master_key: " + KEY
                                + " }\nproviders: { simulated: { preset: simulated } }\n");
        Configuration configuration = ((ConfigurationLoader.Result.Loaded) loaded).configuration();
        gateway = Gateway.start(configuration, data, Gateway.Keys.configured(new byte[32]));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void readsAWholeAnswer() {
        ChatCompletion answer = client(KEY).chat().completions().create(hello("simulated"));
        assertThat(answer.choices().getFirst().message().content()).hasValue("[simulated] You said: Hello");
        assertThat(answer.usage().orElseThrow().promptTokens()).isPositive();
    }

    @Test
    void readsAStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                client(KEY).chat().completions().createStreaming(hello("simulated"))) {
            String text = stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            assertThat(text).isEqualTo("[simulated] You said: Hello");
        }
    }

    @Test
    void throwsTheClientsOwnErrors() {
        assertThatThrownBy(() -> client("sk-wrong").chat().completions().create(hello("simulated")))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client(KEY).chat().completions().create(hello("no-such-model")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void listsModels() {
        assertThat(client(KEY).models().list().data().getFirst().id()).isEqualTo("simulated");
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + gateway.port() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams hello(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }
}
