package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.DataUrl;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads content: a text, or a list of parts. */
final class ResponsesPartReader {
    private static final Json NONE = new Json("[]");

    private ResponsesPartReader() {}

    static List<Content> content(RequestFields owner, String name) {
        if (!owner.has(name)) {
            return List.of();
        }
        if (owner.value(name).isString()) {
            String text = owner.value(name).asString();
            return text.isEmpty() ? List.of() : List.of(Content.text(text));
        }
        if (!owner.value(name).isArray()) {
            throw owner.wrong(name, "must be a string or a list of parts");
        }
        List<Content> parts = new ArrayList<>();
        owner.objects(name).forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static Content part(RequestFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "input_text", "output_text", "text" -> text(part);
            case "refusal" -> new Content.Refusal(part.requiredText("refusal"), others(part, Set.of("refusal")));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part);
            default -> new Content.Opaque(type, JsonCodec.json(part.node()));
        };
    }

    /** Text the model wrote comes back with lists that are mostly empty. */
    private static Content text(RequestFields part) {
        Map<String, Json> others = others(part, Set.of("text"));
        others.remove("annotations", NONE);
        others.remove("logprobs", NONE);
        return new Content.Text(part.requiredText("text"), others);
    }

    private static Content image(RequestFields part) {
        Optional<String> id = part.text("file_id");
        Source source = id.isPresent()
                ? new Source.FileId(id.get())
                : DataUrl.source(part.requiredText("image_url"), Optional.empty());
        return new Content.Image(source, part.text("detail"), others(part, Set.of("file_id", "image_url", "detail")));
    }

    private static Content file(RequestFields part) {
        Optional<String> id = part.text("file_id");
        Optional<String> url = part.text("file_url");
        Source source = id.isPresent()
                ? new Source.FileId(id.get())
                : url.isPresent()
                        ? new Source.Url(url.get(), Optional.empty())
                        : DataUrl.source(part.requiredText("file_data"), Optional.of("application/pdf"));
        return new Content.Document(
                source, part.text("filename"), others(part, Set.of("file_id", "file_url", "file_data", "filename")));
    }

    private static Content audio(RequestFields part) {
        RequestFields audio = part.nested("input_audio");
        Source source = new Source.Inline("audio/" + audio.text("format").orElse("wav"), audio.requiredText("data"));
        return new Content.Audio(source, others(part, Set.of("input_audio")));
    }

    private static Map<String, Json> others(RequestFields part, Set<String> known) {
        Map<String, Json> others = part.others(known);
        others.remove("type");
        return others;
    }
}
