package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Anthropic Java client against a running gateway, in front of providers of another dialect. */
class AnthropicClientTest {
    private static final String SIMULATED = "{ simulated: { preset: simulated } }";

    @TempDir
    Path data;

    @Test
    void readsAWholeAnswer() {
        try (RunningGateway gateway = RunningGateway.before(data, SIMULATED)) {
            Message answer = gateway.anthropic(RunningGateway.KEY)
                    .messages()
                    .create(hello("simulated").build());
            assertThat(answer.content().getFirst().asText().text()).isEqualTo("[simulated] You said: Hello");
            assertThat(answer.stopReason()).contains(StopReason.END_TURN);
            assertThat(answer.usage().inputTokens()).isPositive();
        }
    }

    @Test
    void readsAStream() {
        try (RunningGateway gateway = RunningGateway.before(data, SIMULATED)) {
            Message answer = streamed(gateway, hello("simulated").build());
            assertThat(answer.content().getFirst().asText().text()).isEqualTo("[simulated] You said: Hello");
        }
    }

    @Test
    void readsToolCallsOfAnOpenAiProviderWholeAndStreamed() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                        .reply(
                                Reply.json(
                                        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{"
                                                + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,"
                                                + "\"tool_calls\":[" + call("call_1", "{\\\"city\\\":\\\"Évora\\\"}")
                                                + "]},"
                                                + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":9,"
                                                + "\"completion_tokens\":4,\"total_tokens\":13}}"),
                                Reply.sse(
                                        chunk(
                                                "{\"index\":0,"
                                                        + call("call_2", "").substring(1),
                                                "null"),
                                        chunk("{\"index\":0,\"function\":{\"arguments\":\"{\\\"ci\"}}", "null"),
                                        chunk(
                                                "{\"index\":0,\"function\":{\"arguments\":\"ty\\\":\\\"Beja\\\"}\"}}",
                                                "\"tool_calls\""),
                                        Step.data("[DONE]")));
                RunningGateway gateway = RunningGateway.before(data, openAi(provider))) {
            MessageCreateParams asking =
                    hello("openai/gpt-4o-mini").addTool(weather()).build();
            Message whole = gateway.anthropic(RunningGateway.KEY).messages().create(asking);
            Message stream = streamed(gateway, asking);

            assertThat(whole.stopReason()).contains(StopReason.TOOL_USE);
            assertThat(city(whole)).isEqualTo("Évora");
            assertThat(city(stream)).isEqualTo("Beja");
            provider.verify();
        }
    }

    @Test
    void countsTokens() {
        try (RunningGateway gateway = RunningGateway.before(data, SIMULATED)) {
            long tokens = gateway.anthropic(RunningGateway.KEY)
                    .messages()
                    .countTokens(MessageCountTokensParams.builder()
                            .model("simulated")
                            .addUserMessage("Hello, how are you today?")
                            .build())
                    .inputTokens();
            assertThat(tokens).isBetween(5L, 40L);
        }
    }

    @Test
    void throwsTheClientsOwnErrors() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1, 4)
                        .always(Reply.json(429, "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit\"}}"));
                RunningGateway gateway = RunningGateway.before(data, openAi(provider))) {
            assertThatThrownBy(() -> gateway.anthropic("sk-wrong")
                            .messages()
                            .create(hello("m").build()))
                    .isInstanceOf(UnauthorizedException.class);
            assertThatThrownBy(() -> gateway.anthropic(RunningGateway.KEY)
                            .messages()
                            .create(hello("no-such-model").build()))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> gateway.anthropic(RunningGateway.KEY)
                            .messages()
                            .create(hello("openai/gpt-4o-mini").build()))
                    .isInstanceOf(RateLimitException.class);
        }
    }

    private static Message streamed(RunningGateway gateway, MessageCreateParams asking) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                gateway.anthropic(RunningGateway.KEY).messages().createStreaming(asking)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String city(Message answer) {
        ToolUseBlock call = answer.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst()
                .orElseThrow();
        return call._input().convert(City.class).city();
    }

    private record City(@JsonProperty("city") String city) {}

    private static String openAi(ScriptedProvider provider) {
        return "{ openai: { base_url: \"" + provider.uri()
                + "\", api_key: upstream } }\nresilience: { retry: { max_attempts: 1 } }";
    }

    private static String call(String id, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\""
                + arguments + "\"}}";
    }

    private static Step chunk(String call, String reason) {
        return Step.data(
                "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"tool_calls\":[" + call + "]},\"finish_reason\":" + reason + "}]}");
    }

    private static Tool weather() {
        return Tool.builder()
                .name("weather")
                .description("Tells the weather.")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .required(List.of("city"))
                        .build())
                .build();
    }

    private static MessageCreateParams.Builder hello(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hello");
    }
}
