package dev.eclusa.protocol.anthropic;

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

/** Reads content: a text, or a list of blocks. */
final class AnthropicBlockReader {
    private static final Set<String> DOCUMENT_SOURCES = Set.of("base64", "text", "url", "file");

    private AnthropicBlockReader() {}

    static List<Content> content(RequestFields owner, String name) {
        if (!owner.has(name)) {
            return List.of();
        }
        if (owner.value(name).isString()) {
            String text = owner.value(name).asString();
            return text.isEmpty() ? List.of() : List.of(Content.text(text));
        }
        if (!owner.value(name).isArray()) {
            throw owner.wrong(name, "must be a string or a list of blocks");
        }
        List<Content> blocks = new ArrayList<>();
        owner.objects(name).forEach(block -> blocks.add(block(block)));
        return blocks;
    }

    private static Content block(RequestFields block) {
        String type = block.requiredText("type");
        return switch (type) {
            case "text" -> new Content.Text(block.requiredText("text"), others(block, "text"));
            case "image" -> new Content.Image(source(block), Optional.empty(), others(block, "source"));
            case "document" -> document(block);
            case "thinking" ->
                new Content.Thinking(
                        block.text("thinking").orElse(""),
                        block.text("signature").filter(signature -> !signature.isEmpty()),
                        others(block, "thinking", "signature"));
            case "redacted_thinking" -> new Content.RedactedThinking(block.requiredText("data"), others(block, "data"));
            case "tool_use" -> call(block);
            case "tool_result" -> result(block);
            default -> new Content.Opaque(type, JsonCodec.json(block.node()));
        };
    }

    private static Content document(RequestFields block) {
        String kind = block.nested("source").text("type").orElse("");
        return DOCUMENT_SOURCES.contains(kind)
                ? new Content.Document(source(block), block.text("title"), others(block, "source", "title"))
                : new Content.Opaque("document", JsonCodec.json(block.node()));
    }

    private static Source source(RequestFields block) {
        RequestFields source = block.nested("source");
        return switch (source.requiredText("type")) {
            case "base64" -> new Source.Inline(source.requiredText("media_type"), source.requiredText("data"));
            case "text" ->
                new Source.Inline(
                        source.text("media_type").orElse("text/plain"),
                        Base64.getEncoder()
                                .encodeToString(source.requiredText("data").getBytes(StandardCharsets.UTF_8)));
            case "url" -> new Source.Url(source.requiredText("url"), Optional.empty());
            case "file" -> new Source.FileId(source.requiredText("file_id"));
            default -> throw source.wrong("type", "must be base64, url or file");
        };
    }

    private static Content call(RequestFields block) {
        String id = block.requiredText("id");
        Json input = block.has("input") ? JsonCodec.json(block.nested("input").node()) : Json.EMPTY_OBJECT;
        return new Content.ToolCall(
                SignedIds.id(id),
                block.requiredText("name"),
                input,
                SignedIds.signature(id),
                others(block, "id", "name", "input"));
    }

    private static Content result(RequestFields block) {
        return new Content.ToolResult(
                SignedIds.id(block.requiredText("tool_use_id")),
                Optional.empty(),
                content(block, "content"),
                block.flag("is_error").orElse(false),
                others(block, "tool_use_id", "content", "is_error"));
    }

    private static Map<String, Json> others(RequestFields block, String... known) {
        Set<String> names = new java.util.HashSet<>(Set.of(known));
        names.add("type");
        return block.others(names);
    }
}
