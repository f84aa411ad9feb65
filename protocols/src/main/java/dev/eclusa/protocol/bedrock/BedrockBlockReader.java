package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads lists of content blocks, each an object of one member that is named after its kind. */
final class BedrockBlockReader {
    private BedrockBlockReader() {}

    static List<Content> content(RequestFields owner, String name) {
        if (!owner.value(name).isArray()) {
            throw owner.wrong(name, "must be a list of content blocks");
        }
        List<Content> parts = new ArrayList<>();
        for (RequestFields block : owner.objects(name)) {
            if (block.has("cachePoint") && !parts.isEmpty() && BedrockCachePoint.fits(parts.getLast())) {
                parts.add(BedrockCachePoint.marked(parts.removeLast(), block.nested("cachePoint")));
            } else {
                parts.add(part(block));
            }
        }
        return parts;
    }

    private static Content part(RequestFields block) {
        String kind = block.node().properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> block.wrong("text", "is missing, as is any other kind of content"));
        return switch (kind) {
            case "text" -> Content.text(block.requiredText("text"));
            case "json" -> new Content.Text(JsonCodec.text(block.value("json")), Map.of("json", new Json("true")));
            case "image" -> image(block.nested("image"), block);
            case "document" -> document(block.nested("document"), block);
            case "audio" -> audio(block.nested("audio"), block);
            case "toolUse" -> call(block.nested("toolUse"), block);
            case "toolResult" -> result(block.nested("toolResult"), block);
            case "reasoningContent" -> thinking(block.nested("reasoningContent"), block);
            case "guardContent" -> guarded(block.nested("guardContent"), block);
            case "citationsContent" -> cited(block.nested("citationsContent"));
            default -> opaque(kind, block);
        };
    }

    private static Content opaque(String kind, RequestFields block) {
        return new Content.Opaque(kind, JsonCodec.json(block.node()));
    }

    private static Content image(RequestFields image, RequestFields block) {
        return source(image, "image/" + image.text("format").orElse("png"))
                .<Content>map(source ->
                        new Content.Image(source, Optional.empty(), extras(image, Set.of("format", "source"))))
                .orElseGet(() -> opaque("image", block));
    }

    private static Content audio(RequestFields audio, RequestFields block) {
        return source(audio, "audio/" + audio.text("format").orElse("wav"))
                .<Content>map(source -> new Content.Audio(source, extras(audio, Set.of("format", "source"))))
                .orElseGet(() -> opaque("audio", block));
    }

    private static Content document(RequestFields document, RequestFields block) {
        String type = BedrockMedia.documentType(document.text("format").orElse("txt"));
        return source(document, type)
                .<Content>map(source -> new Content.Document(
                        source, document.text("name"), extras(document, Set.of("format", "source", "name"))))
                .orElseGet(() -> opaque("document", block));
    }

    /** Where the thing is; empty for parts of a document that are given one by one. */
    private static Optional<Source> source(RequestFields owner, String mediaType) {
        RequestFields source = owner.nested("source");
        if (source.has("bytes")) {
            return Optional.of(new Source.Inline(mediaType, source.requiredText("bytes")));
        }
        if (source.has("text")) {
            byte[] words = source.requiredText("text").getBytes(StandardCharsets.UTF_8);
            return Optional.of(new Source.Inline(mediaType, Base64.getEncoder().encodeToString(words)));
        }
        boolean plain = source.has("s3Location") && !source.nested("s3Location").has("bucketOwner");
        return plain
                ? Optional.of(new Source.Url(source.nested("s3Location").requiredText("uri"), Optional.of(mediaType)))
                : Optional.empty();
    }

    /** A call of the model's own server-side tools is nobody's to answer. */
    private static Content call(RequestFields call, RequestFields block) {
        if (call.text("type").orElse("").equals(BedrockWords.SERVER_TOOL)) {
            return opaque("toolUse", block);
        }
        String id = call.requiredText("toolUseId");
        return new Content.ToolCall(
                SignedIds.id(id),
                call.requiredText("name"),
                call.has("input") ? JsonCodec.json(call.value("input")) : Json.EMPTY_OBJECT,
                SignedIds.signature(id),
                extras(call, Set.of("toolUseId", "name", "input", "type")));
    }

    private static Content result(RequestFields result, RequestFields block) {
        if (result.has("type")) {
            return opaque("toolResult", block);
        }
        return new Content.ToolResult(
                SignedIds.id(result.requiredText("toolUseId")),
                Optional.empty(),
                content(result, "content"),
                result.text("status").orElse("success").equals("error"),
                extras(result, Set.of("toolUseId", "content", "status")));
    }

    private static Content thinking(RequestFields reasoning, RequestFields block) {
        if (reasoning.has("redactedContent")) {
            return new Content.RedactedThinking(BedrockBytes.text(reasoning.requiredText("redactedContent")), Map.of());
        }
        if (!reasoning.has("reasoningText")) {
            return opaque("reasoningContent", block);
        }
        RequestFields words = reasoning.nested("reasoningText");
        return new Content.Thinking(
                words.requiredText("text"),
                words.text("signature").filter(signature -> !signature.isEmpty()),
                extras(words, Set.of("text", "signature")));
    }

    /** Words that a guardrail shall look at are words to every other model. */
    private static Content guarded(RequestFields guard, RequestFields block) {
        JsonNode text = guard.value("text").path("text");
        return text.isString()
                ? new Content.Text(text.asString(), Map.of("guardContent", JsonCodec.json(guard.node())))
                : opaque("guardContent", block);
    }

    private static Content cited(RequestFields cited) {
        StringBuilder words = new StringBuilder();
        cited.value("content").forEach(part -> words.append(part.path("text").asString("")));
        return new Content.Text(words.toString(), Map.of("citations", JsonCodec.json(cited.node())));
    }

    private static Map<String, Json> extras(RequestFields fields, Set<String> known) {
        return fields.others(known);
    }
}
