package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.GENERATE;
import static dev.eclusa.protocol.ollama.Samples.STYLE;
import static dev.eclusa.protocol.ollama.Samples.bytes;
import static dev.eclusa.protocol.ollama.Samples.events;
import static dev.eclusa.protocol.ollama.Samples.fold;
import static dev.eclusa.protocol.ollama.Samples.lines;
import static dev.eclusa.protocol.ollama.Samples.stream;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static dev.eclusa.protocol.ollama.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.MalformedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OllamaAnswerTest {
    private static final String WHOLE = """
            {"model":"qwen3","created_at":"2026-08-07T06:08:11Z","message":{"role":"assistant","content":"so",\
            "thinking":"hm","tool_calls":[{"id":"call_a","function":{"index":0,"name":"add","arguments":{"a":2}}},\
            {"function":{"name":"now","arguments":{}}}]},"logprobs":[{"token":"so","logprob":-0.1}],\
            "done":true,"done_reason":"stop","prompt_eval_count":310,"eval_count":145}""";

    private static final String STREAM = """
            {"model":"qwen3","message":{"role":"assistant","content":"","thinking":"h"},"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":"","thinking":"m"},"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":"s"},"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":"o"},"logprobs":[{"token":"so","logprob":-0.1}],"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_a","function":{"name":"add","arguments":{"a":2}}}]},"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_b","function":{"name":"now","arguments":{}}}]},"done":false}
            {"model":"qwen3","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":310,"eval_count":145}
            """;

    @Test
    void readsAWholeAnswer() {
        Answer answer = fold(whole(CHAT, bytes(WHOLE)));

        Answer.Choice choice = answer.choices().getFirst();
        assertThat(answer.model()).isEqualTo("qwen3");
        assertThat(answer.usage()).contains(Usage.of(310, 145));
        assertThat(choice.reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(choice.nativeReason()).isEqualTo("stop");
        assertThat(choice.content())
                .extracting(part -> part.getClass().getSimpleName())
                .containsExactly("Thinking", "Text", "ToolCall", "ToolCall");
        assertThat(((Content.ToolCall) choice.content().get(2)).id()).isEqualTo("call_a");
        assertThat(((Content.ToolCall) choice.content().get(3)).id())
                .startsWith("call_")
                .hasSize(29);
    }

    @Test
    void aStreamMeansWhatTheWholeAnswerMeans() {
        Answer streamed = fold(events(CHAT, STREAM));
        Answer whole = fold(whole(
                CHAT,
                bytes(WHOLE.replace(
                        "{\"function\":{\"name\":\"now\"", "{\"id\":\"call_b\",\"function\":{\"name\":\"now\""))));

        assertThat(streamed).isEqualTo(whole);
    }

    @Test
    void wholeAnswersSurviveTheRoundTrip() {
        Answer answer = fold(whole(CHAT, bytes(WHOLE)));

        assertThat(fold(whole(CHAT, CHAT.answers().encode(answer, STYLE)))).isEqualTo(answer);
    }

    @Test
    void streamsSurviveTheRoundTrip() {
        List<ChatEvent> events = events(CHAT, STREAM);

        assertThat(fold(events(CHAT, stream(CHAT, events)))).isEqualTo(fold(events));
    }

    @Test
    void showsAllFiguresEvenWhenNobodyCounted() {
        byte[] body = CHAT.answers().encode(fold(List.of(new ChatEvent.TextDelta(0, "hi"))), STYLE);

        assertThat(tree(new String(body, StandardCharsets.UTF_8))).isEqualTo(tree("""
                        {"model":"shown","created_at":"2023-11-14T22:13:20Z",
                        "message":{"role":"assistant","content":"hi"},"done":true,"done_reason":"stop",
                        "total_duration":0,"load_duration":0,"prompt_eval_count":0,"prompt_eval_duration":0,
                        "eval_count":0,"eval_duration":0}"""));
    }

    @Test
    void generateAnswersInItsOwnShape() {
        Answer answer = fold(whole(CHAT, bytes(WHOLE)));

        JsonNode document = tree(new String(GENERATE.answers().encode(answer, STYLE), StandardCharsets.UTF_8));

        assertThat(document.path("response").asString()).isEqualTo("so");
        assertThat(document.path("thinking").asString()).isEqualTo("hm");
        assertThat(document.has("message")).isFalse();
        assertThat(document.path("done").booleanValue()).isTrue();
        assertThat(lines(stream(GENERATE, events(CHAT, STREAM))))
                .allSatisfy(line -> assertThat(line.path("response").isString()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "length,LENGTH", "load,STOP", "unload,STOP"})
    void readsWhyItEnded(String word, FinishReason reason) {
        List<ChatEvent> events =
                events(CHAT, "{\"model\":\"m\",\"message\":{},\"done\":true,\"done_reason\":\"" + word + "\"}");

        assertThat(fold(events).choices().getFirst().reason()).isEqualTo(reason);
        assertThat(fold(events).choices().getFirst().nativeReason()).isEqualTo(word);
        assertThat(events).endsWith(new ChatEvent.Ended());
    }

    @Test
    void aStreamCutShortDoesNotEnd() {
        String cut = STREAM.lines().limit(4).reduce("", (all, line) -> all + line + "\n");

        assertThat(events(CHAT, cut)).isNotEmpty().doesNotContain(new ChatEvent.Ended());
    }

    @Test
    void anErrorInsideAStreamIsAFailure() {
        List<ChatEvent> events = events(
                CHAT,
                STREAM.lines().limit(3).reduce("", (all, line) -> all + line + "\n")
                        + "{\"error\":\"an error was encountered while running the model\"}\n");

        assertThat(events.getLast()).isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Failure.OfProvider.Kind.UNAVAILABLE);
            assertThat(failed.failure().message()).isEqualTo("an error was encountered while running the model");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "7", "{\"message\":\"x\"}", "{\"model\":\"m\"", "<html>"})
    void refusesWhatIsNoAnswer(String body) {
        assertThatThrownBy(() -> whole(CHAT, bytes(body))).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void aWholeAnswerThatIsNotDoneIsRefused() {
        assertThatThrownBy(() -> whole(CHAT, bytes("{\"model\":\"m\",\"message\":{\"content\":\"x\"},\"done\":false}")))
                .isInstanceOf(MalformedAnswer.class);
    }
}
