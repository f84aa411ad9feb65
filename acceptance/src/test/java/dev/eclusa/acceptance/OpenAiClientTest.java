package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official OpenAI Java client against a running gateway. */
class OpenAiClientTest {
    @TempDir
    Path data;

    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = RunningGateway.before(data, "{ simulated: { preset: simulated } }");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void readsAWholeAnswer() {
        ChatCompletion answer =
                gateway.openAi(RunningGateway.KEY).chat().completions().create(hello("simulated"));
        assertThat(answer.choices().getFirst().message().content()).hasValue("[simulated] You said: Hello");
        assertThat(answer.usage().orElseThrow().promptTokens()).isPositive();
    }

    @Test
    void readsAStream() {
        try (StreamResponse<ChatCompletionChunk> stream =
                gateway.openAi(RunningGateway.KEY).chat().completions().createStreaming(hello("simulated"))) {
            String text = stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            assertThat(text).isEqualTo("[simulated] You said: Hello");
        }
    }

    @Test
    void throwsTheClientsOwnErrors() {
        assertThatThrownBy(() -> gateway.openAi("sk-wrong").chat().completions().create(hello("simulated")))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() ->
                        gateway.openAi(RunningGateway.KEY).chat().completions().create(hello("no-such-model")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void listsModels() {
        assertThat(gateway.openAi(RunningGateway.KEY)
                        .models()
                        .list()
                        .data()
                        .getFirst()
                        .id())
                .isEqualTo("simulated");
    }

    private static ChatCompletionCreateParams hello(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }
}
