package dev.eclusa.protocol.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.openai.OpenAiDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CohereDialectTest {
    private static final Pattern TYPE = Pattern.compile("event: (\\S+)");
    private static final AnswerStyle STYLE =
            new AnswerStyle("made", "m", 1, true, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.SSE);

    private final Dialect cohere = new CohereDialect();

    private String written(ChatEvent... events) {
        EventEncoder encoder = cohere.newEncoder(STYLE);
        ByteSink out = new ByteSink(64);
        List.of(events).forEach(event -> encoder.encode(event, out));
        return out.toString();
    }

    private static List<String> types(String stream) {
        return TYPE.matcher(stream).results().map(found -> found.group(1)).toList();
    }

    private static ChatEvent started(int call) {
        return new ChatEvent.ToolCallStarted(0, call, "call_" + call, "tool", Optional.empty());
    }

    private static ChatEvent part(int call, String fragment) {
        return new ChatEvent.ToolCallDelta(0, call, fragment);
    }

    private List<ChatEvent> read(String... frames) {
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = cohere.newDecoder();
        for (String frame : frames) {
            decoder.decode(Frame.of("", frame), events::add);
        }
        decoder.end(events::add);
        return events;
    }

    private EncodedRequest fromOpenAi(String more) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
        return cohere.requests()
                .encode(
                        new OpenAiDialect(Set.of())
                                .requests()
                                .decode(RequestSource.of(body.getBytes(StandardCharsets.UTF_8))),
                        new RequestTarget("command", OptionalLong.empty(), true, Set.of()));
    }

    private static JsonNode json(EncodedRequest request) {
        return JsonCodec.answer(request.body(), 0, request.body().length);
    }

    @Test
    void eachCallEndsBeforeTheNextBeginsHoweverTheyCame() {
        String stream = written(
                started(0),
                started(1),
                part(1, "{\"b\":"),
                part(0, "{\"a\":1}"),
                part(1, "2}"),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS, "tool_calls", Optional.empty()),
                new ChatEvent.Ended());
        assertThat(types(stream))
                .containsExactly(
                        "message-start",
                        "tool-call-start",
                        "tool-call-delta",
                        "tool-call-end",
                        "tool-call-start",
                        "tool-call-delta",
                        "tool-call-end",
                        "message-end");
        assertThat(stream)
                .contains("{\\\"a\\\":1}", "{\\\"b\\\":2}", "\"finish_reason\":\"TOOL_CALL\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void aStreamThatBreaksEndsWithAnErrorAsItsFinishReason() {
        EventEncoder encoder = cohere.newEncoder(STYLE);
        ByteSink out = new ByteSink(64);
        encoder.encode(new ChatEvent.TextDelta(0, "half"), out);
        encoder.fail(Failure.OfProvider.of(Failure.OfProvider.Kind.MALFORMED, "It broke."), out);
        assertThat(out.toString()).contains("\"finish_reason\":\"ERROR\"", "It broke.");
        List<ChatEvent> again =
                read("{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"It broke.\"}}");
        assertThat(again).singleElement().isInstanceOf(ChatEvent.Failed.class);
    }

    @Test
    void callsWithoutAnIndexAreTold() {
        String start =
                "{\"type\":\"tool-call-start\",\"delta\":{\"message\":{\"tool_calls\":{\"id\":\"%s\",\"function\":{\"name\":\"t\",\"arguments\":\"\"}}}}}";
        List<ChatEvent> events = read(
                start.formatted("a"),
                start.formatted("b"),
                start.formatted("c"),
                "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TOOL_CALL\"}}",
                "[DONE]");
        assertThat(events.stream()
                        .filter(ChatEvent.ToolCallStarted.class::isInstance)
                        .map(event -> ((ChatEvent.ToolCallStarted) event).call()))
                .containsExactly(0, 1, 2);
        assertThat(events).filteredOn(event -> event.equals(part(1, "{}"))).hasSize(1);
        assertThat(events.getLast()).isInstanceOf(ChatEvent.Ended.class);
        assertThat(events).filteredOn(ChatEvent.Ended.class::isInstance).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1500, 750", "4096, 3072", "100000, 16384"})
    void thinkingLeavesRoomForTheAnswer(int most, int budget) {
        JsonNode body = json(fromOpenAi(",\"reasoning_effort\":\"high\",\"max_tokens\":" + most));
        assertThat(body.path("thinking").path("token_budget").asInt()).isEqualTo(budget);
    }

    @Test
    void whatCannotBeSaidIsNamed() {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"t\",\"strict\":true}}]"
                + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"%s\"}}";
        EncodedRequest named = fromOpenAi(tools.formatted("t") + ",\"n\":2,\"logprobs\":true,\"presence_penalty\":-1");
        assertThat(named.dropped())
                .containsExactlyInAnyOrder("tools[0].function.strict", "n", "logprobs", "presence_penalty");
        assertThat(json(named).path("tool_choice").asString()).isEqualTo("REQUIRED");
        EncodedRequest unknown = fromOpenAi(tools.formatted("absent"));
        assertThat(unknown.dropped()).contains("tool_choice");
        assertThat(json(unknown).path("tools")).hasSize(1);
    }
}
