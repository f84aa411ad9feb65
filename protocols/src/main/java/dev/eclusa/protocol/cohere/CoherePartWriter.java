package dev.eclusa.protocol.cohere;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.DataUrl;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes content parts. */
final class CoherePartWriter {
    private final Dropped dropped;

    CoherePartWriter(Dropped dropped) {
        this.dropped = dropped;
    }

    /** A message's {@code content}: a text where it is one plain text or none, else the list of parts. */
    static JsonNode content(ArrayNode parts) {
        if (parts.isEmpty()) {
            return JsonCodec.string("");
        }
        JsonNode first = parts.path(0);
        boolean plain = parts.size() == 1 && first.size() == 2 && first.has("text");
        return plain ? first.path("text") : parts;
    }

    /** A call as Cohere writes it. */
    static ObjectNode call(String id, String name, Json arguments) {
        ObjectNode node = JsonCodec.object().put("id", id).put("type", "function");
        node.putObject("function").put("name", name).put("arguments", arguments.text());
        return node;
    }

    void write(Content part, String at, ArrayNode into) {
        switch (part) {
            case Content.Text text -> dropped.extras(text(text.text(), into), text.extras(), at + ".");
            case Content.Refusal refusal -> text(refusal.text(), into);
            case Content.Thinking thinking ->
                into.addObject().put("type", "thinking").put("thinking", thinking.text());
            case Content.Image image -> image(image, at, into);
            case Content.Document document ->
                document.text().ifPresentOrElse(words -> text(words, into), () -> dropped.add(at));
            case Content.Opaque opaque -> {
                if (dropped.own()) {
                    into.add(JsonCodec.tree(opaque.value()));
                } else {
                    dropped.add(at);
                }
            }
            case Content.Audio audio -> dropped.add(at);
            case Content.RedactedThinking redacted -> dropped.add(at);
            case Content.ToolCall call -> dropped.add(at);
            case Content.ToolResult result -> dropped.add(at);
        }
    }

    private static ObjectNode text(String words, ArrayNode into) {
        return into.addObject().put("type", "text").put("text", words);
    }

    private void image(Content.Image image, String at, ArrayNode into) {
        switch (image.source()) {
            case Source.Inline inline -> image(image, DataUrl.of(inline), at, into);
            case Source.Url url -> image(image, url.url(), at, into);
            case Source.FileId id -> dropped.add(at);
        }
    }

    private void image(Content.Image image, String url, String at, ArrayNode into) {
        ObjectNode node = into.addObject().put("type", "image_url");
        ObjectNode inner = node.putObject("image_url").put("url", url);
        image.detail().ifPresent(detail -> inner.put("detail", detail));
        dropped.extras(node, image.extras(), at + ".");
    }
}
