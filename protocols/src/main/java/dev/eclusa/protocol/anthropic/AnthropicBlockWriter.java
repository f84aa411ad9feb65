package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.CallIds;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes content blocks. */
final class AnthropicBlockWriter {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MADE_ID = 24;

    private final Dropped dropped;
    private final CallIds ids;

    AnthropicBlockWriter(Dropped dropped) {
        this.dropped = dropped;
        this.ids = new CallIds(
                id -> dropped.own() || ID.matcher(id).matches() ? id : "toolu_" + CallIds.hash(id, MADE_ID));
    }

    void write(Content part, String at, ArrayNode into) {
        switch (part) {
            case Content.Text text -> text(text.text(), part, at, into);
            case Content.Refusal refusal -> text(refusal.text(), part, at, into);
            case Content.Image image -> image(image, at, into);
            case Content.Document document -> document(document, at, into);
            case Content.Audio audio -> dropped.add(at);
            case Content.Thinking thinking -> thinking(thinking, at, into);
            case Content.RedactedThinking redacted ->
                extras(into.addObject().put("type", "redacted_thinking").put("data", redacted.data()), part, at);
            case Content.ToolCall call -> call(call, at, into);
            case Content.ToolResult result -> result(result, at, into);
            case Content.Opaque opaque -> {
                if (dropped.own()) {
                    into.add(JsonCodec.tree(opaque.value()));
                } else {
                    dropped.add(at);
                }
            }
        }
    }

    /** Empty texts are refused by Anthropic. */
    private void text(String text, Content part, String at, ArrayNode into) {
        if (!text.isEmpty() || dropped.own()) {
            extras(into.addObject().put("type", "text").put("text", text), part, at);
        }
    }

    /** Thinking nobody signed cannot be replayed. */
    private void thinking(Content.Thinking thinking, String at, ArrayNode into) {
        Optional<String> signature = thinking.signature();
        if (signature.isPresent() || dropped.own()) {
            ObjectNode node = into.addObject().put("type", "thinking").put("thinking", thinking.text());
            node.put("signature", signature.orElse(""));
            extras(node, thinking, at);
        }
    }

    private void image(Content.Image image, String at, ArrayNode into) {
        Optional<ObjectNode> source = source(image.source());
        if (source.isEmpty()) {
            dropped.add(at);
            return;
        }
        ObjectNode node = into.addObject().put("type", "image");
        node.set("source", source.get());
        extras(node, image, at);
    }

    /** Where the thing is; empty for a file of another provider's. */
    private Optional<ObjectNode> source(Source source) {
        return switch (source) {
            case Source.Inline inline ->
                Optional.of(JsonCodec.object()
                        .put("type", "base64")
                        .put("media_type", mediaType(inline))
                        .put("data", inline.base64()));
            case Source.Url url ->
                url.url().startsWith("http")
                        ? Optional.of(JsonCodec.object().put("type", "url").put("url", url.url()))
                        : Optional.empty();
            case Source.FileId id ->
                dropped.own()
                        ? Optional.of(JsonCodec.object().put("type", "file").put("file_id", id.id()))
                        : Optional.empty();
        };
    }

    private static String mediaType(Source.Inline inline) {
        return inline.mediaType().equals("image/jpg") ? "image/jpeg" : inline.mediaType();
    }

    private void document(Content.Document document, String at, ArrayNode into) {
        Optional<ObjectNode> source = documentSource(document);
        if (source.isEmpty()) {
            dropped.add(at);
            return;
        }
        ObjectNode node = into.addObject().put("type", "document");
        node.set("source", source.get());
        document.name().ifPresent(name -> node.put("title", name));
        extras(node, document, at);
    }

    private Optional<ObjectNode> documentSource(Content.Document document) {
        Optional<String> text = document.text();
        if (text.isPresent()) {
            return Optional.of(JsonCodec.object()
                    .put("type", "text")
                    .put("media_type", "text/plain")
                    .put("data", text.get()));
        }
        boolean unreadable = document.source() instanceof Source.Inline inline
                && !inline.mediaType().equalsIgnoreCase("application/pdf")
                && !dropped.own();
        return unreadable ? Optional.empty() : source(document.source());
    }

    private void call(Content.ToolCall call, String at, ArrayNode into) {
        ObjectNode node = into.addObject().put("type", "tool_use");
        node.put("id", ids.call(call));
        node.put("name", call.name());
        node.set("input", input(call));
        extras(node, call, at);
    }

    /** Arguments as the object they must be; a model's malformed text is kept inside one. */
    static JsonNode input(Content.ToolCall call) {
        return JsonCodec.object(call.arguments());
    }

    private void result(Content.ToolResult result, String at, ArrayNode into) {
        ObjectNode node = into.addObject().put("type", "tool_result");
        node.put("tool_use_id", ids.result(result));
        ArrayNode content = JsonCodec.array();
        for (Content part : result.content()) {
            write(part, at, content);
        }
        JsonNode first = content.path(0);
        boolean text = content.size() == 1 && first.size() == 2 && first.has("text");
        if (!content.isEmpty()) {
            node.set("content", text ? first.path("text") : content);
        }
        if (result.error()) {
            node.put("is_error", true);
        }
        extras(node, result, at);
    }

    private void extras(ObjectNode node, Content part, String at) {
        dropped.extras(node, part.extras(), at + ".");
    }
}
