package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.encoded;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests of other dialects written for Ollama. */
class OllamaForeignRequestTest {
    private static final Tool ADD = new Tool.Function(
            "add", Optional.of("adds"), Optional.of(new Json("{\"type\":\"object\"}")), Optional.of(true), Map.of());

    private String dialect = "openai";
    private final List<Message> messages = new ArrayList<>(List.of(Message.of(Role.USER, "hi")));
    private List<Tool> tools = List.of();
    private Optional<ToolChoice> choice = Optional.empty();
    private Optional<Boolean> parallel = Optional.empty();
    private Sampling sampling = Sampling.DEFAULT;
    private Optional<Reasoning> reasoning = Optional.empty();
    private final Map<String, Json> extras = new LinkedHashMap<>();

    private EncodedRequest encode(String model, boolean reasons) {
        ChatRequest request = new ChatRequest(
                dialect,
                "caller's name",
                messages,
                tools,
                choice,
                parallel,
                sampling,
                Optional.empty(),
                reasoning,
                false,
                false,
                Optional.of("someone"),
                extras);
        return encoded(request, model, reasons);
    }

    private static JsonNode body(EncodedRequest encoded) {
        return tree(new String(encoded.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void saysTheModelAndWhetherToStream() {
        JsonNode body = body(encode("llama3.2", false));

        assertThat(body.path("model").asString()).isEqualTo("llama3.2");
        assertThat(body.path("stream").booleanValue()).isFalse();
        assertThat(body.has("options")).isFalse();
    }

    @Test
    void namesTheToolOfAResultByItsCall() {
        messages.add(new Message(
                Role.ASSISTANT,
                List.of(new Content.ToolCall("c1", "add", new Json("{\"a\":1}"), Optional.empty(), Map.of())),
                Map.of()));
        messages.add(new Message(
                Role.USER,
                List.of(
                        new Content.ToolResult("c1", Optional.empty(), List.of(Content.text("2")), false, Map.of()),
                        Content.text("thanks")),
                Map.of()));

        JsonNode written = body(encode("m", false)).path("messages");

        assertThat(written.path(1).path("tool_calls").path(0).path("function").path("arguments"))
                .isEqualTo(tree("{\"a\":1}"));
        assertThat(written.path(2))
                .isEqualTo(tree("{\"role\":\"tool\",\"content\":\"2\",\"tool_name\":\"add\",\"tool_call_id\":\"c1\"}"));
        assertThat(written.path(3)).isEqualTo(tree("{\"role\":\"user\",\"content\":\"thanks\"}"));
    }

    @Test
    void keepsMalformedArgumentsInsideAnObject() {
        messages.add(new Message(
                Role.ASSISTANT,
                List.of(new Content.ToolCall("c1", "add", new Json("{oops"), Optional.empty(), Map.of())),
                Map.of()));

        JsonNode call = body(encode("m", false)).path("messages").path(1).path("tool_calls");

        assertThat(call.path(0).path("function").path("arguments")).isEqualTo(tree("{\"arguments\":\"{oops\"}"));
    }

    @Test
    void carriesPicturesAndNamesWhatItCannotCarry() {
        messages.add(new Message(
                Role.USER,
                List.of(
                        image(new Source.Inline("image/png", "iVBOR")),
                        image(new Source.Url("https://x/y.png", Optional.empty())),
                        new Content.Audio(new Source.Inline("audio/wav", "AA"), Map.of()),
                        new Content.Document(new Source.FileId("f"), Optional.empty(), Map.of())),
                Map.of("name", new Json("\"bob\""), "cache_control", Json.EMPTY_OBJECT)));

        EncodedRequest encoded = encode("m", false);

        assertThat(body(encoded).path("messages").path(1).path("images")).isEqualTo(tree("[\"iVBOR\"]"));
        assertThat(encoded.dropped())
                .containsExactly(
                        "messages[1].content[1]",
                        "messages[1].content[2]",
                        "messages[1].content[3]",
                        "messages[1].name");
    }

    private static Content.Image image(Source source) {
        return new Content.Image(source, Optional.empty(), Map.of());
    }

    @Test
    void leavesToolsOutWhenNoneMayBeCalled() {
        tools = List.of(ADD);
        choice = Optional.of(new ToolChoice.None());

        EncodedRequest encoded = encode("m", false);

        assertThat(body(encoded).has("tools")).isFalse();
        assertThat(encoded.dropped()).isEmpty();
    }

    @Test
    void namesToolChoicesItCannotSay() {
        tools = List.of(ADD, new Tool.Hosted("web_search", Json.EMPTY_OBJECT));
        choice = Optional.of(new ToolChoice.Required());
        parallel = Optional.of(false);

        EncodedRequest encoded = encode("m", false);

        assertThat(body(encoded).path("tools").size()).isEqualTo(1);
        assertThat(encoded.dropped())
                .containsExactly("tools[0].function.strict", "tools[1]", "tool_choice", "parallel_tool_calls");
    }

    @Test
    void writesSamplingAsOptions() {
        sampling = new Sampling(
                OptionalLong.of(50),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.9),
                OptionalInt.of(20),
                List.of("END"),
                Optional.of("42"),
                OptionalDouble.of(1),
                OptionalDouble.of(-1),
                OptionalInt.of(2),
                true,
                OptionalInt.of(5));
        extras.put("logit_bias", Json.EMPTY_OBJECT);
        extras.put("store", new Json("true"));
        extras.put("num_ctx", new Json("4096"));
        extras.put("keep_alive", new Json("\"1h\""));

        EncodedRequest encoded = encode("m", false);

        assertThat(body(encoded).path("options"))
                .isEqualTo(tree("{\"num_predict\":50,\"temperature\":0.5,\"top_p\":0.9,\"top_k\":20,\"seed\":42,"
                        + "\"presence_penalty\":1.0,\"frequency_penalty\":-1.0,\"stop\":[\"END\"],\"num_ctx\":4096}"));
        assertThat(body(encoded).path("keep_alive").asString()).isEqualTo("1h");
        assertThat(body(encoded).path("top_logprobs").asInt()).isEqualTo(5);
        assertThat(encoded.dropped()).containsExactlyInAnyOrder("n", "logit_bias");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-oss:20b, minimal, '\"low\"'",
        "gpt-oss:20b, xhigh, '\"high\"'",
        "gpt-oss:20b, medium, '\"medium\"'",
        "qwen3, high, true",
        "qwen3, none, false"
    })
    void thinksInTheModelsOwnSteps(String model, String effort, String think) {
        reasoning = Optional.of(Reasoning.effort(effort));

        assertThat(body(encode(model, true)).path("think")).isEqualTo(tree(think));
    }

    @Test
    void saysNothingOfThinkingToAModelThatCannot() {
        dialect = "anthropic";
        reasoning = Optional.of(Reasoning.budget(2000));

        EncodedRequest encoded = encode("llama3", false);

        assertThat(body(encoded).has("think")).isFalse();
        assertThat(encoded.dropped()).containsExactly("thinking");
    }
}
