package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.STYLE;
import static dev.eclusa.protocol.ollama.Samples.lines;
import static dev.eclusa.protocol.ollama.Samples.stream;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OllamaEventEncoderTest {
    private static final ChatEvent ENDED = new ChatEvent.Ended();

    private static ChatEvent finished(FinishReason reason) {
        return new ChatEvent.Finished(0, reason, "x", Optional.empty());
    }

    private static ChatEvent call(int call, String name) {
        return new ChatEvent.ToolCallStarted(0, call, "id_" + name, name, Optional.empty());
    }

    @Test
    void writesALineAnEvent() {
        List<JsonNode> lines = lines(stream(
                CHAT,
                List.of(
                        new ChatEvent.Started("x", "real"),
                        new ChatEvent.ThinkingDelta(0, "hm"),
                        new ChatEvent.TextDelta(0, "a"),
                        new ChatEvent.TextDelta(1, "another choice"),
                        finished(FinishReason.LENGTH),
                        new ChatEvent.UsageReported(Usage.of(3, 4)),
                        ENDED)));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo(tree("{\"model\":\"real\",\"created_at\":\"2023-11-14T22:13:20Z\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}"));
        assertThat(lines.get(1).path("message").path("content").asString()).isEqualTo("a");
        assertThat(lines.get(2).path("done_reason").asString()).isEqualTo("length");
        assertThat(lines.get(2).path("prompt_eval_count").asInt()).isEqualTo(3);
        assertThat(lines.get(2).path("eval_count").asInt()).isEqualTo(4);
    }

    @Test
    void writesInterleavedCallsWhole() {
        List<JsonNode> lines = lines(stream(
                CHAT,
                List.of(
                        call(0, "a"),
                        call(1, "b"),
                        new ChatEvent.ToolCallDelta(0, 0, "{\"x\""),
                        new ChatEvent.ToolCallDelta(0, 1, "{"),
                        new ChatEvent.ToolCallDelta(0, 0, ":1}"),
                        new ChatEvent.ToolCallDelta(0, 1, "}"),
                        call(2, "nothing"),
                        finished(FinishReason.STOP),
                        ENDED)));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().path("message").path("tool_calls")).isEqualTo(tree("""
                        [{"id":"id_a","function":{"index":0,"name":"a","arguments":{"x":1}}},
                         {"id":"id_b","function":{"index":1,"name":"b","arguments":{}}},
                         {"id":"id_nothing","function":{"index":2,"name":"nothing","arguments":{}}}]"""));
        assertThat(lines.getLast().path("done_reason").asString()).isEqualTo("stop");
    }

    @Test
    void endsWithoutFinishReasonOrUsage() {
        List<JsonNode> lines = lines(stream(CHAT, List.of(new ChatEvent.TextDelta(0, "a"), call(0, "b"), ENDED)));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("model").asString()).isEqualTo("shown");
        assertThat(lines.get(1).path("message").path("tool_calls").size()).isEqualTo(1);
        assertThat(lines.get(2).path("done").booleanValue()).isTrue();
    }

    @Test
    void carriesSignaturesThatMustComeBack() {
        ChatEvent signedCall = new ChatEvent.ToolCallStarted(0, 0, "c", "t", Optional.of("proof"));
        List<JsonNode> lines = lines(stream(
                CHAT,
                List.of(
                        new ChatEvent.ThinkingDelta(0, "hm"),
                        new ChatEvent.ThinkingSigned(0, "s"),
                        new ChatEvent.ThinkingRedacted(0, "d"),
                        signedCall,
                        ENDED)));

        assertThat(lines.get(1).path("message").path("reasoning_details"))
                .isEqualTo(tree("[{\"type\":\"reasoning.text\",\"text\":\"\",\"signature\":\"s\"}]"));
        assertThat(lines.get(2)
                        .path("message")
                        .path("reasoning_details")
                        .path(0)
                        .path("data")
                        .asString())
                .isEqualTo("d");
        assertThat(lines.get(3)
                        .path("message")
                        .path("tool_calls")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("c__thought__cHJvb2Y");
    }

    @Test
    void endsABrokenStreamWithAnErrorLineAndNothingMore() {
        EventEncoder encoder = CHAT.newEncoder(STYLE);
        ByteSink out = new ByteSink(64);
        encoder.encode(call(0, "half"), out);
        encoder.fail(Failure.OfProvider.of(Failure.OfProvider.Kind.MALFORMED, "It broke."), out);
        encoder.encode(ENDED, out);

        assertThat(out.toString()).isEqualTo("{\"error\":\"It broke.\"}\n");
    }

    @Test
    void tellsHowLongItTook() {
        Iterator<Long> clock = List.of(1_000L, 1_300L, 2_000L).iterator();
        EventEncoder encoder = new OllamaEventEncoder(OllamaShape.CHAT, STYLE, clock::next);
        ByteSink out = new ByteSink(64);
        encoder.encode(new ChatEvent.TextDelta(0, "a"), out);
        encoder.encode(ENDED, out);

        JsonNode last = lines(out.toString()).getLast();
        assertThat(last.path("prompt_eval_duration").asInt()).isEqualTo(300);
        assertThat(last.path("eval_duration").asInt()).isEqualTo(700);
        assertThat(last.path("total_duration").asInt()).isEqualTo(1_000);
    }
}
