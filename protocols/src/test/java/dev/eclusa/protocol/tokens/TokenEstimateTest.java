package dev.eclusa.protocol.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.core.chat.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {
    private static ChatRequest request(List<Tool> tools, Content... parts) {
        return new ChatRequest(
                "openai",
                "m",
                List.of(new Message(Role.USER, List.of(parts), Map.of())),
                tools,
                Optional.empty(),
                Optional.empty(),
                Sampling.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 8",
        "abcdef, 10",
        "abcdefg, 11",
        "日本語, 13",
        "éé, 10",
        "abcé, 10",
        "😀, 10",
    })
    void countsAMessageAndItsBytes(String text, long tokens) {
        assertThat(TokenEstimate.of(request(List.of(), Content.text(text)))).isEqualTo(tokens);
    }

    @Test
    void countsSchemasPicturesCallsAndResults() {
        Tool tool = new Tool.Function(
                "abc", Optional.of("def"), Optional.of(new Json("{\"a\":1234}")), Optional.empty(), Map.of());
        Content.Image image =
                new Content.Image(new Source.Inline("image/png", "A".repeat(90_000)), Optional.empty(), Map.of());
        Content.ToolCall call = new Content.ToolCall("id", "abc", new Json("{}1"), Optional.empty(), Map.of());
        Content.ToolResult result =
                new Content.ToolResult("id", Optional.empty(), List.of(Content.text("123456"), image), false, Map.of());

        assertThat(TokenEstimate.of(request(List.of(tool), image, call, result)))
                .isEqualTo(8 + (16 + 6 + 6) / 3 + 1 + 2 * 1_500);
    }

    @Test
    void aBodyIsItsBytes() {
        assertThat(TokenEstimate.fromBody(bytes("a b ".repeat(75)), 2, 0)).isEqualTo(16 + 100);
        assertThat(TokenEstimate.fromBody(bytes("日本".repeat(50)), 1, 0)).isEqualTo(8 + 150);
    }

    @Test
    void picturesInABodyAreNoText() {
        String picture = "\"" + "iVBORw0KGgo+/".repeat(1_000) + "==\"";

        assertThat(TokenEstimate.fromBody(bytes("[" + picture + "]"), 1, 1)).isBetween(1_508L, 1_515L);
        assertThat(TokenEstimate.fromBody(bytes("[" + picture + "," + picture + "]"), 1, 1))
                .isGreaterThan(4_000 + 1_500);
    }

    @Test
    void guessesWhatDeliveredTextCost() {
        assertThat(TokenEstimate.delivered("")).isZero();
        assertThat(TokenEstimate.delivered("abcde")).isEqualTo(2);
        assertThat(TokenEstimate.delivered("日本語")).isEqualTo(2);
        assertThat(TokenEstimate.delivered("abcd日本")).isEqualTo(2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
