package dev.eclusa.protocol.contract;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.Recordings;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.anthropic.AnthropicDialect;
import dev.eclusa.protocol.bedrock.BedrockDialect;
import dev.eclusa.protocol.cohere.CohereDialect;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.gemini.GeminiDialect;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.ollama.OllamaDialect;
import dev.eclusa.protocol.openai.OpenAiDialect;
import dev.eclusa.protocol.responses.ResponsesDialect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Exchanges of each dialect, recorded where recordings are at hand and always the samples here; and ways to read them. */
final class Exchanges {
    static final List<String> DIALECTS =
            List.of("openai", "responses", "anthropic", "gemini", "ollama", "cohere", "bedrock");

    static final AnswerStyle STYLE = new AnswerStyle(
            "id-made", "model-made", 1_700_000_000, true, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.SSE);

    private Exchanges() {}

    /**
     * One exchange.
     *
     * @param name tells a failing one from others
     * @param request the request's body, missing where it was not recorded
     * @param whole the whole answer, missing where it was streamed or an error
     * @param stream the streamed answer's text, empty where it was whole; of binary messages each byte a character
     */
    record Exchange(String name, String dialect, String provider, JsonNode request, JsonNode whole, String stream) {
        byte[] bytes() {
            return bytes(stream.length());
        }

        /** What the path named. */
        String model() {
            return name.contains("nova") ? "us.amazon.nova-2-lite-v1:0" : "model-1";
        }

        /** Those of its first characters. */
        byte[] bytes(int characters) {
            return stream.substring(0, characters).getBytes(charset(dialect));
        }

        boolean hasRequest() {
            return request.isObject() && (request.has("messages") || request.has("contents") || request.has("input"));
        }
    }

    static List<Exchange> of(String dialect) {
        List<Exchange> all = new ArrayList<>(Samples.of(dialect));
        Recordings.find()
                .ifPresent(recordings -> recordings
                        .all(row -> isOf(dialect, row) && row.path("status").asInt() == 200)
                        .map(recording -> exchange(dialect, recording))
                        .forEach(all::add));
        return all;
    }

    private static boolean isOf(String dialect, JsonNode row) {
        String api = row.path("api").asString("");
        boolean ollama = row.path("provider").asString("").equals("ollama");
        return switch (dialect) {
            case "openai" -> Set.of("v1-chat", "tgi-chat").contains(api) || (api.equals("chat") && !ollama);
            case "responses" -> api.equals("responses");
            case "anthropic" -> api.equals("messages");
            case "gemini" -> Set.of("generateContent", "streamGenerateContent").contains(api);
            case "cohere" -> api.equals("chat-v2");
            case "bedrock" -> Set.of("converse", "converse-stream").contains(api);
            default -> ollama && api.equals("chat");
        };
    }

    private static Exchange exchange(String dialect, Recordings.Recording recording) {
        JsonNode response = recording.exchange().path("response");
        StringBuilder stream = new StringBuilder(response.path("sse").asString(""));
        if (dialect.equals("bedrock")) {
            stream.append(new String(recording.messages(), StandardCharsets.ISO_8859_1));
        }
        for (JsonNode chunk : dialect.equals("bedrock") ? JsonCodec.array() : response.path("chunks")) {
            String data = chunk.isString() ? chunk.asString() : JsonCodec.text(chunk);
            stream.append(dialect.equals("ollama") ? data + "\n" : "data: " + data + "\n\n");
        }
        JsonNode body = response.path("body");
        String text = body.isString() && stream.isEmpty() ? body.asString() : "";
        return new Exchange(
                recording.file(),
                dialect,
                recording.row().path("provider").asString(""),
                recording.requestBody(),
                body.isObject() ? body : JsonCodec.object().path("none"),
                stream.isEmpty() ? text : stream.toString());
    }

    static Dialect dialect(String name) {
        return switch (name) {
            case "openai" -> new OpenAiDialect(Set.of());
            case "responses" -> new ResponsesDialect();
            case "anthropic" -> new AnthropicDialect();
            case "gemini" -> new GeminiDialect();
            case "ollama" -> new OllamaDialect();
            case "cohere" -> new CohereDialect();
            case "bedrock" -> new BedrockDialect();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The dialect as the exchange's provider speaks it. */
    static Dialect dialect(Exchange exchange) {
        return exchange.provider().equals("xai") && exchange.dialect().equals("openai")
                ? new OpenAiDialect(Set.of("REASONING_OUTSIDE_COMPLETION"))
                : dialect(exchange.dialect());
    }

    static ChatRequest request(Exchange exchange) {
        boolean named = exchange.request().has("model");
        return dialect(exchange.dialect())
                .requests()
                .decode(new RequestSource(JsonCodec.bytes(exchange.request()), named ? "" : exchange.model(), false));
    }

    static ChatRequest request(String dialect, byte[] body, String model, boolean stream) {
        return dialect(dialect)
                .requests()
                .decode(new RequestSource(body, Set.of("gemini", "bedrock").contains(dialect) ? model : "", stream));
    }

    static EncodedRequest encoded(ChatRequest request, String dialect) {
        return dialect(dialect)
                .requests()
                .encode(request, new RequestTarget(request.model(), OptionalLong.of(64_000), true, Set.of()));
    }

    static Answer fold(List<ChatEvent> events) {
        Answer.Fold fold = new Answer.Fold();
        events.forEach(fold::accept);
        return fold.answer();
    }

    static List<ChatEvent> whole(Dialect dialect, byte[] body) {
        List<ChatEvent> events = new ArrayList<>();
        dialect.answers().decode(body, events::add);
        return events;
    }

    static List<ChatEvent> stream(Dialect dialect, byte[] bytes, int cut) {
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = dialect.newDecoder();
        FrameSplitter splitter = new FrameSplitter(dialect.name().startsWith("ollama"));
        splitter.feed(bytes, 0, cut, (frame, from, to) -> decoder.decode(frame, events::add));
        splitter.feed(bytes, cut, bytes.length - cut, (frame, from, to) -> decoder.decode(frame, events::add));
        splitter.end((frame, from, to) -> decoder.decode(frame, events::add));
        decoder.end(events::add);
        return events;
    }

    static List<ChatEvent> stream(Dialect dialect, String text) {
        return stream(dialect, text.getBytes(charset(dialect.name())), 0);
    }

    private static Charset charset(String dialect) {
        return dialect.equals("bedrock") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    static String written(Dialect dialect, List<ChatEvent> events) {
        EventEncoder encoder = dialect.newEncoder(STYLE);
        ByteSink out = new ByteSink(64);
        events.forEach(event -> encoder.encode(event, out));
        return new String(out.take(), charset(dialect.name()));
    }

    static Stream<String> dialects() {
        return DIALECTS.stream();
    }
}
