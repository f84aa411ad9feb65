package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.protocol.DataUrl;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a message's {@code content}: a text, or a list of parts. */
final class OpenAiPartReader {
    private OpenAiPartReader() {}

    static List<Content> content(RequestFields message) {
        JsonNode content = message.value("content");
        if (!message.has("content")) {
            return List.of();
        }
        if (content.isString()) {
            return content.asString().isEmpty() ? List.of() : List.of(Content.text(content.asString()));
        }
        if (!content.isArray()) {
            throw message.wrong("content", "must be a string or a list of parts");
        }
        List<Content> parts = new ArrayList<>(content.size());
        for (JsonNode part : content) {
            parts.add(part(part, message.at() + "content[" + parts.size() + "]"));
        }
        return parts;
    }

    private static Content part(JsonNode node, String at) {
        if (!node.isObject()) {
            throw InvalidRequest.of("Each content part must be an object.", at);
        }
        RequestFields part = new RequestFields(node, at + ".");
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> new Content.Text(part.requiredText("text"), others(part, "text"));
            case "refusal" -> new Content.Refusal(part.requiredText("refusal"), others(part, "refusal"));
            case "image_url" -> image(part);
            case "input_audio" -> audio(part);
            case "file" -> file(part);
            case "document_url" -> document(part);
            case "thinking" -> thinking(part);
            default -> new Content.Opaque(type, JsonCodec.json(node));
        };
    }

    private static Content image(RequestFields part) {
        if (part.value("image_url").isString()) {
            Content.Source source = DataUrl.source(part.requiredText("image_url"), Optional.empty());
            return new Content.Image(source, Optional.empty(), others(part, "image_url"));
        }
        RequestFields image = part.nested("image_url");
        return new Content.Image(
                DataUrl.source(image.requiredText("url"), Optional.empty()),
                image.text("detail"),
                others(part, "image_url", image, "url", "detail"));
    }

    private static Content audio(RequestFields part) {
        RequestFields audio = part.nested("input_audio");
        String format = audio.text("format").orElse("wav");
        Content.Source source = new Content.Source.Inline("audio/" + format, audio.requiredText("data"));
        return new Content.Audio(source, others(part, "input_audio", audio, "data", "format"));
    }

    private static Content file(RequestFields part) {
        RequestFields file = part.nested("file");
        Optional<String> name = file.text("filename");
        Optional<String> id = file.text("file_id");
        Content.Source source = id.isPresent()
                ? new Content.Source.FileId(id.get())
                : DataUrl.source(file.requiredText("file_data"), Optional.of("application/pdf"));
        return new Content.Document(source, name, others(part, "file", file, "file_id", "filename", "file_data"));
    }

    /** Mistral's form; that an address has no media type, and data no name, tells it apart from a file. */
    private static Content document(RequestFields part) {
        Content.Source source = DataUrl.source(part.requiredText("document_url"), Optional.empty());
        Map<String, Json> others = part.others(Set.of("type", "document_url", "document_name"));
        return new Content.Document(source, part.text("document_name"), others);
    }

    private static Content thinking(RequestFields part) {
        String words = OpenAiThinking.words(part.value("thinking"), new StringBuilder());
        Map<String, Json> others = part.others(Set.of("type", "thinking", "signature", "closed"));
        return new Content.Thinking(words, part.text("signature"), others);
    }

    private static Map<String, Json> others(RequestFields part, String name) {
        return part.others(Set.of("type", name));
    }

    /** Unknown fields of the part, and under the object's own name those of the object inside it. */
    private static Map<String, Json> others(RequestFields part, String name, RequestFields inner, String... known) {
        Map<String, Json> others = others(part, name);
        ObjectNode rest = JsonCodec.object();
        JsonCodec.putAll(rest, inner.others(Set.of(known)));
        if (!rest.isEmpty()) {
            others.put(name, JsonCodec.json(rest));
        }
        return others;
    }
}
