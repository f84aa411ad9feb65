package dev.eclusa.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.protocol.MalformedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSplitterTest {
    private static final String EVENTS =
            ": a comment\r\n\r\nevent: start\r\ndata: {\"a\":\"é\"}  \r\n\r\ndata:{\"b\":1}\n\ndata: one\ndata: two\n\n"
                    + "event:end\ndata: [DONE]";
    private static final String ARRAY = "[{\"a\":\"}]\\\"\"}\r\n,\r\n{\"b\":[1,{}]}]\n";
    private static final String LINES = "{\"a\":1}\n{\"b\":\"é\"}\r\n\n{\"c\":3}";

    @ParameterizedTest
    @ValueSource(strings = {EVENTS, ARRAY, LINES})
    void cutsTheSameFramesWhereverTheReadsSplit(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<String> whole = cut(bytes, bytes.length, stream.equals(LINES));
        assertThat(whole).isNotEmpty();
        for (int at = 0; at <= bytes.length; at++) {
            assertThat(cut(bytes, at, stream.equals(LINES)))
                    .as("split at %s", at)
                    .isEqualTo(whole);
        }
    }

    @Test
    void readsNamesDataAndJoinedLines() {
        byte[] bytes = EVENTS.getBytes(StandardCharsets.UTF_8);
        assertThat(cut(bytes, bytes.length, false))
                .containsExactly("start|{\"a\":\"é\"}", "|{\"b\":1}", "|one\ntwo", "end|[DONE]");
    }

    @Test
    void takesABraceForOneDocumentWhereLinesAreNotTheFormat() {
        byte[] bytes = "{\n\"a\": 1\n}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(cut(bytes, 3, false)).containsExactly("|{\n\"a\": 1\n}\n");
    }

    @Test
    void refusesAPage() {
        byte[] bytes = "<html>".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> cut(bytes, 2, false)).isInstanceOf(MalformedAnswer.class);
    }

    private static List<String> cut(byte[] bytes, int at, boolean lines) {
        List<String> frames = new ArrayList<>();
        FrameSplitter splitter = new FrameSplitter(lines);
        FrameSink sink = (frame, rawStart, rawEnd) -> frames.add(frame.event() + "|" + frame.text());
        splitter.feed(bytes, 0, at, sink);
        splitter.feed(bytes, at, bytes.length - at, sink);
        splitter.end(sink);
        return frames;
    }
}
