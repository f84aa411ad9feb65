package dev.eclusa.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResponsesEventEncoderTest {
    private static final AnswerStyle STYLE = new AnswerStyle(
            "resp_made", "model-made", 1_700_000_000, true, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.SSE);

    private final ByteSink out = new ByteSink(1024);
    private final EventEncoder encoder = new ResponsesDialect().newEncoder(STYLE);

    private void say(ChatEvent... events) {
        for (ChatEvent event : events) {
            encoder.encode(event, out);
        }
    }

    private static ChatEvent finished(FinishReason reason) {
        return new ChatEvent.Finished(0, reason, "", Optional.empty());
    }

    private List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        new FrameSplitter(false).feed(bytes, 0, bytes.length, (frame, from, to) -> {
            JsonNode event = JsonCodec.answer(frame);
            assertThat(frame.event()).isEqualTo(event.path("type").asString());
            assertThat(event.path("sequence_number").asInt(-1)).isEqualTo(events.size());
            events.add(event);
        });
        return events;
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    @Test
    void thoughtsWordsAndCallsAreItemsInTheirOrder() {
        say(
                new ChatEvent.Started("chatcmpl-1", "real"),
                new ChatEvent.ThinkingDelta(0, "Hm."),
                new ChatEvent.ThinkingSigned(0, "c2ln"),
                new ChatEvent.TextDelta(0, "O"),
                new ChatEvent.TextDelta(0, "lá"),
                new ChatEvent.ToolCallStarted(0, 0, "call_1", "weather", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 0, "{}"),
                finished(FinishReason.TOOL_CALLS),
                new ChatEvent.UsageReported(Usage.of(20, 9)),
                new ChatEvent.Ended());
        List<JsonNode> events = events();
        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        JsonNode response = events.getLast().path("response");
        assertThat(response.path("id").asString()).isEqualTo("resp_made");
        assertThat(response.path("model").asString()).isEqualTo("real");
        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.path("usage").path("total_tokens").asInt()).isEqualTo(29);
        assertThat(response.path("output").path(0).path("encrypted_content").asString())
                .isEqualTo("signed.c2ln");
        assertThat(response.path("output")
                        .path(1)
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("Olá");
        assertThat(response.path("output").path(2).path("call_id").asString()).isEqualTo("call_1");
        for (JsonNode item : response.path("output")) {
            assertThat(events.stream()
                            .filter(event -> event.path("type").asString().endsWith("item.done")))
                    .anyMatch(event -> event.path("item").equals(item));
        }
    }

    @Test
    void piecesOfCallsThatComeInTurnStayApart() {
        say(
                new ChatEvent.ToolCallStarted(0, 0, "call_a", "f", Optional.empty()),
                new ChatEvent.ToolCallStarted(0, 1, "call_b", "g", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 1, "{\"b\":"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\":1}"),
                new ChatEvent.ToolCallDelta(0, 1, "2}"),
                finished(FinishReason.TOOL_CALLS),
                new ChatEvent.Ended());
        JsonNode output = events().getLast().path("response").path("output");
        assertThat(output.path(0).path("arguments").asString()).isEqualTo("{\"a\":1}");
        assertThat(output.path(1).path("arguments").asString()).isEqualTo("{\"b\":2}");
        assertThat(output.path(0).path("id")).isNotEqualTo(output.path(1).path("id"));
    }

    @Test
    void anAnswerCutShortIsIncompleteAndSaysWhy() {
        say(new ChatEvent.TextDelta(0, "Onc"), finished(FinishReason.LENGTH), new ChatEvent.Ended());
        JsonNode last = events().getLast();
        assertThat(last.path("type").asString()).isEqualTo("response.incomplete");
        assertThat(last.path("response")
                        .path("incomplete_details")
                        .path("reason")
                        .asString())
                .isEqualTo("max_output_tokens");
        assertThat(last.path("response").path("output").path(0).path("status").asString())
                .isEqualTo("incomplete");
    }

    @Test
    void aRefusalIsAPartOfItsOwn() {
        say(new ChatEvent.RefusalDelta(0, "No."), finished(FinishReason.STOP), new ChatEvent.Ended());
        assertThat(types(events())).contains("response.refusal.delta", "response.refusal.done");
        JsonNode part = events().getLast()
                .path("response")
                .path("output")
                .path(0)
                .path("content")
                .path(0);
        assertThat(part.path("refusal").asString()).isEqualTo("No.");
    }

    @Test
    void anAnswerOfNothingIsAWholeResponse() {
        say(new ChatEvent.Started("", ""), finished(FinishReason.STOP), new ChatEvent.Ended());
        assertThat(types(events())).containsExactly("response.created", "response.in_progress", "response.completed");
    }

    @Test
    void aBrokenStreamFailsAndNothingFollows() {
        say(new ChatEvent.TextDelta(0, "Hel"));
        encoder.fail(
                Failure.OfProvider.of(Failure.OfProvider.Kind.CREDENTIALS_REFUSED, "A secret of the provider's."), out);
        say(new ChatEvent.TextDelta(0, "lo"), new ChatEvent.Ended());
        JsonNode last = events().getLast();
        assertThat(last.path("type").asString()).isEqualTo("response.failed");
        assertThat(last.path("response").path("error").path("message").asString())
                .isNotEmpty()
                .doesNotContain("secret");
    }
}
