package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.RequestFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ollama's older {@code /api/embeddings}: one prompt, one vector, no figures. */
final class OlderOllamaEmbed implements InwardForm {
    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public String path(String chatPath) {
        return OllamaBodies.at(chatPath, "/api/embeddings");
    }

    @Override
    public RequestHead head(JsonIndex body, String pathModel) {
        return OllamaBodies.head(body, "prompt");
    }

    @Override
    public Subject subject(JsonIndex body) {
        return Subject.TEXTS;
    }

    @Override
    public EmbedRequest decode(byte[] body) {
        RequestFields fields = new RequestFields(JsonCodec.request(body), "");
        EmbedInput prompt = new EmbedInput.Text(fields.requiredText("prompt"));
        return new EmbedRequest(
                name(), List.of(prompt), EmbedRequest.Wanted.NOTHING, fields.others(Set.of("model", "prompt")));
    }

    @Override
    public byte[] addressed(JsonIndex body, String model) {
        return OllamaBodies.addressed(body, model);
    }

    @Override
    public byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style) {
        return ("{\"embedding\":" + answer.vectors().getFirst() + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        return Optional.empty();
    }
}
