package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.RequestFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/** Ollama's {@code /api/embed} (docs.ollama.com/api/embed, November 2026). */
final class OllamaEmbed implements InwardForm, OutwardForm {
    /** Ollama has no limit of its own; what it does at once takes its memory. */
    private static final int MOST = 512;

    private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "truncate");

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public String path(String chatPath) {
        return OllamaBodies.at(chatPath, "/api/embed");
    }

    @Override
    public RequestHead head(JsonIndex body, String pathModel) {
        return OllamaBodies.head(body, "input");
    }

    @Override
    public Subject subject(JsonIndex body) {
        return Subject.TEXTS;
    }

    @Override
    public EmbedRequest decode(byte[] body) {
        RequestFields fields = new RequestFields(JsonCodec.request(body), "");
        List<EmbedInput> texts = fields.texts("input").stream()
                .<EmbedInput>map(EmbedInput.Text::new)
                .toList();
        if (texts.isEmpty() || texts.contains(new EmbedInput.Text(""))) {
            throw fields.wrong("input", "must be a string or a list of strings, none of them empty");
        }
        Optional<Truncation> truncation = fields.flag("truncate").map(cut -> cut ? Truncation.END : Truncation.NONE);
        return new EmbedRequest(
                name(),
                texts,
                new EmbedRequest.Wanted(fields.whole("dimensions", 1), false, Optional.empty(), truncation),
                fields.others(KNOWN));
    }

    @Override
    public byte[] addressed(JsonIndex body, String model) {
        return OllamaBodies.addressed(body, model);
    }

    @Override
    public byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style) {
        ByteSink out = new ByteSink(4096);
        String model = answer.model().isEmpty() ? style.model() : answer.model();
        out.write("{\"model\":" + Vectors.quoted(model) + ",\"embeddings\":[");
        Vectors.join(out, answer.vectors(), Vector::numbers);
        out.write("],\"total_duration\":0,\"load_duration\":0");
        answer.usage().ifPresent(usage -> out.write(",\"prompt_eval_count\":" + usage.input()));
        return out.write('}').take();
    }

    @Override
    public int most(String model) {
        return MOST;
    }

    @Override
    public EncodedRequest encode(EmbedRequest request, String model) {
        Asked asked = new Asked(request, name());
        asked.body().put("model", model);
        ArrayNode inputs = asked.body().putArray("input");
        asked.texts().forEach(inputs::add);
        asked.dimensions(asked.body(), "dimensions");
        asked.truncation(Set.of(Truncation.NONE, Truncation.END))
                .ifPresent(how -> asked.body().put("truncate", how == Truncation.END));
        asked.withoutPurpose();
        return asked.encoded();
    }

    @Override
    public EmbedAnswer decode(JsonIndex answer) {
        int model = answer.find("model");
        return new EmbedAnswer(
                answer.kind(model) == '"' ? answer.string(model) : "",
                Vectors.list(answer, "embeddings"),
                usage(answer));
    }

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        long tokens = answer.number("prompt_eval_count", -1);
        return tokens < 0 ? Optional.empty() : Optional.of(Usage.of(tokens, 0));
    }
}
