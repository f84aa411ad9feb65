package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.RequestFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Gemini's {@code :embedContent}: one content, one vector. */
final class GeminiEmbed implements InwardForm {
    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public String path(String chatPath) {
        return chatPath.replace(":generateContent", ":embedContent");
    }

    @Override
    public RequestHead head(JsonIndex body, String pathModel) {
        return GeminiBodies.head(body, "content", pathModel);
    }

    @Override
    public Subject subject(JsonIndex body) {
        return GeminiBodies.subject(body);
    }

    @Override
    public EmbedRequest decode(byte[] body) {
        RequestFields fields = new RequestFields(JsonCodec.request(body), "");
        return new EmbedRequest(
                name(), List.of(GeminiBodies.input(fields)), GeminiBodies.wanted(fields), GeminiBodies.extras(fields));
    }

    @Override
    public byte[] addressed(JsonIndex body, String model) {
        return body.find("model") < 0
                ? body.bytes()
                : new BodyEditor(body)
                        .set("model", Vectors.quoted(GeminiBodies.resource(model)))
                        .bytes();
    }

    @Override
    public byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style) {
        String text = "{\"embedding\":{\"values\":" + answer.vectors().getFirst() + "}"
                + GeminiBodies.written(answer.usage()) + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        return GeminiBodies.usage(answer);
    }
}
