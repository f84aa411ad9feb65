package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Short ways to what the tests of this dialect need. */
final class Samples {
    static final AnswerStyle STYLE = new AnswerStyle(
            "chatcmpl-made", "made", 1_700_000_000, true, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.SSE);

    private Samples() {}

    static RequestTarget target(String model, String... quirks) {
        return new RequestTarget(model, OptionalLong.empty(), true, Set.of(quirks));
    }

    static Answer whole(Dialect dialect, JsonNode body) {
        Answer.Fold fold = new Answer.Fold();
        dialect.answers().decode(JsonCodec.bytes(body), fold::accept);
        return fold.answer();
    }

    static Answer fold(List<ChatEvent> events) {
        Answer.Fold fold = new Answer.Fold();
        events.forEach(fold::accept);
        return fold.answer();
    }

    static List<ChatEvent> stream(Dialect dialect, String text) {
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = dialect.newDecoder();
        FrameSplitter splitter = new FrameSplitter(false);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.feed(bytes, 0, bytes.length, (frame, from, to) -> decoder.decode(frame, events::add));
        splitter.end((frame, from, to) -> decoder.decode(frame, events::add));
        decoder.end(events::add);
        return events;
    }

    static String written(Dialect dialect, List<ChatEvent> events) {
        return written(dialect, STYLE, events);
    }

    static String written(Dialect dialect, AnswerStyle style, List<ChatEvent> events) {
        EventEncoder encoder = dialect.newEncoder(style);
        ByteSink out = new ByteSink(64);
        events.forEach(event -> encoder.encode(event, out));
        return out.toString();
    }

    static List<JsonNode> chunks(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Recordings.parse(line.substring(6)))
                .toList();
    }

    /** The words of the first choice. */
    static String texts(Answer answer) {
        return answer.choices().getFirst().content().stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }
}
