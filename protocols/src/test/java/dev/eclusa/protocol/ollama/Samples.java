package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Steps the tests of this dialect share. */
final class Samples {
    static final Dialect CHAT = new OllamaDialect();
    static final Dialect GENERATE = new OllamaGenerateDialect();
    static final AnswerStyle STYLE = new AnswerStyle(
            "id", "shown", 1_700_000_000, true, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.NDJSON);

    private Samples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode tree(String text) {
        return JsonCodec.answer(bytes(text), 0, bytes(text).length);
    }

    static ChatRequest request(Dialect dialect, String body) {
        return dialect.requests().decode(RequestSource.of(bytes(body.replace('\'', '"'))));
    }

    static EncodedRequest encoded(ChatRequest request, String model, boolean reasons) {
        return CHAT.requests().encode(request, new RequestTarget(model, OptionalLong.empty(), reasons, Set.of()));
    }

    static JsonNode written(ChatRequest request) {
        byte[] body = encoded(request, request.model(), true).body();
        return JsonCodec.answer(body, 0, body.length);
    }

    /** Events of a stream. */
    static List<ChatEvent> events(Dialect dialect, String lines) {
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = dialect.newDecoder();
        FrameSplitter splitter = new FrameSplitter(true);
        byte[] bytes = bytes(lines);
        splitter.feed(bytes, 0, bytes.length, (frame, from, to) -> decoder.decode(frame, events::add));
        splitter.end((frame, from, to) -> decoder.decode(frame, events::add));
        decoder.end(events::add);
        return events;
    }

    /** Events of a whole answer. */
    static List<ChatEvent> whole(Dialect dialect, byte[] body) {
        List<ChatEvent> events = new ArrayList<>();
        dialect.answers().decode(body, events::add);
        return events;
    }

    static Answer fold(List<ChatEvent> events) {
        Answer.Fold fold = new Answer.Fold();
        events.forEach(fold::accept);
        return fold.answer();
    }

    /** The stream a client of the dialect gets. */
    static String stream(Dialect dialect, List<ChatEvent> events) {
        EventEncoder encoder = dialect.newEncoder(STYLE);
        ByteSink out = new ByteSink(64);
        events.forEach(event -> encoder.encode(event, out));
        return out.toString();
    }

    static List<JsonNode> lines(String stream) {
        return stream.lines().map(Samples::tree).toList();
    }

    /** A request without what says nothing, numbers by value. */
    static JsonNode plain(JsonNode node) {
        if (node.isNumber()) {
            return JsonCodec.string(node.decimalValue().stripTrailingZeros().toPlainString());
        }
        if (node.isArray()) {
            var list = JsonCodec.array();
            node.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonCodec.object();
        node.properties().forEach(field -> {
            JsonNode value = plain(field.getValue());
            boolean nothing = value.isNull()
                    || (value.isString() && value.asString().isEmpty())
                    || (value.isContainer() && value.isEmpty());
            if (!nothing) {
                object.set(field.getKey(), value);
            }
        });
        return object;
    }
}
