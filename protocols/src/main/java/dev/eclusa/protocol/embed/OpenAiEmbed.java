package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.openai.OpenAiTask;
import dev.eclusa.protocol.openai.OpenAiWhole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/** OpenAI's {@code /embeddings} (API reference, November 2026). */
final class OpenAiEmbed implements InwardForm, OutwardForm {
    /** OpenAI's own limit. */
    private static final int MOST = 2048;

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String path(String chatPath) {
        return OpenAiTask.EMBEDDING.at(chatPath);
    }

    @Override
    public RequestHead head(JsonIndex body, String pathModel) {
        return OpenAiTask.EMBEDDING.head(body, pathModel);
    }

    @Override
    public Subject subject(JsonIndex body) {
        int input = body.find("input");
        if (body.kind(input) != '[') {
            return body.kind(input) == '{' ? Subject.OTHER : Subject.TEXTS;
        }
        JsonScanner scanner = new JsonScanner(body.bytes(), body.valueEnd(input));
        int first = scanner.at(scanner.firstElement(body.valueStart(input)));
        return switch (first) {
            case '{' -> Subject.OTHER;
            case '"', ']' -> Subject.TEXTS;
            default -> Subject.TOKENS;
        };
    }

    @Override
    public EmbedRequest decode(byte[] body) {
        return OpenAiEmbedReader.read(body);
    }

    @Override
    public byte[] addressed(JsonIndex body, String model) {
        return new BodyEditor(body).set("model", Vectors.quoted(model)).bytes();
    }

    /** Clients that ask for base64 may read nothing else, and not every provider of this form has it. */
    @Override
    public byte[] heeded(JsonIndex asked, byte[] answer) {
        int format = asked.find("encoding_format");
        boolean wanted = asked.kind(format) == '"' && asked.string(format).equals("base64");
        return wanted ? Base64Answers.of(answer) : answer;
    }

    /** Base64 where it was asked for; floats as the provider wrote them. */
    @Override
    public byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style) {
        ByteSink out = new ByteSink(4096);
        out.write("{\"object\":\"list\",\"data\":[");
        int index = 0;
        for (Vector vector : answer.vectors()) {
            out.write(index == 0 ? "" : ",")
                    .write("{\"object\":\"embedding\",\"index\":" + index++ + ",\"embedding\":");
            out.write(asked.wanted().base64() ? '"' + vector.base64() + '"' : vector.numbers())
                    .write('}');
        }
        String model = answer.model().isEmpty() ? style.model() : answer.model();
        out.write("],\"model\":" + Vectors.quoted(model));
        answer.usage().ifPresent(usage -> out.write(",\"usage\":" + written(usage, style)));
        return out.write('}').take();
    }

    private static String written(Usage usage, AnswerStyle style) {
        String cost = style.priced().cost(usage);
        return "{\"prompt_tokens\":" + usage.input() + ",\"total_tokens\":" + usage.total()
                + (cost.isEmpty() ? "}" : ",\"cost\":" + cost + "}");
    }

    @Override
    public int most(String model) {
        return MOST;
    }

    /** {@code encoding_format} is left out: floats are what every provider answers with then. */
    @Override
    public EncodedRequest encode(EmbedRequest request, String model) {
        Asked asked = new Asked(request, name());
        asked.body().put("model", model);
        ArrayNode inputs = asked.body().putArray("input");
        asked.texts().forEach(inputs::add);
        asked.dimensions(asked.body(), "dimensions");
        asked.truncation(Set.of(Truncation.NONE));
        asked.withoutPurpose();
        return asked.encoded();
    }

    @Override
    public EmbedAnswer decode(JsonIndex answer) {
        int model = answer.find("model");
        List<Vector> vectors = Vectors.objects(
                        answer,
                        "data",
                        one -> new Placed(one.number("index", Long.MAX_VALUE), Vectors.member(one, "embedding")))
                .stream()
                .sorted(Comparator.comparingLong(Placed::index))
                .map(Placed::vector)
                .toList();
        return new EmbedAnswer(answer.kind(model) == '"' ? answer.string(model) : "", vectors, usage(answer));
    }

    /** A vector and its place; a text in place of the vector, which nobody asked for, is {@link MalformedAnswer}. */
    private record Placed(long index, Vector vector) {}

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        return OpenAiWhole.usage(answer);
    }
}
