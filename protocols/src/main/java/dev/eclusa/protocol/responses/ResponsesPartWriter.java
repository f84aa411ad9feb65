package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.DataUrl;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes content parts. */
final class ResponsesPartWriter {
    private final Dropped dropped;

    ResponsesPartWriter(Dropped dropped) {
        this.dropped = dropped;
    }

    void write(Content part, Role role, String at, ArrayNode into) {
        Optional<ObjectNode> written = switch (part) {
            case Content.Text text -> Optional.of(text(text, role));
            case Content.Refusal refusal ->
                Optional.of(JsonCodec.object().put("type", "refusal").put("refusal", refusal.text()));
            case Content.Image image -> image(image);
            case Content.Document document -> document(document);
            case Content.Audio audio -> audio(audio);
            case Content.Opaque opaque -> own(opaque);
            case Content.Thinking thinking -> Optional.empty();
            case Content.RedactedThinking redacted -> Optional.empty();
            case Content.ToolCall call -> Optional.empty();
            case Content.ToolResult result -> Optional.empty();
        };
        if (written.isEmpty()) {
            dropped.add(at);
            return;
        }
        dropped.extras(written.get(), part.extras(), at + ".");
        into.add(written.get());
    }

    private static ObjectNode text(Content.Text text, Role role) {
        String type = role == Role.ASSISTANT ? "output_text" : "input_text";
        return JsonCodec.object().put("type", type).put("text", text.text());
    }

    private Optional<ObjectNode> own(Content.Opaque opaque) {
        return dropped.own() && JsonCodec.tree(opaque.value()) instanceof ObjectNode node
                ? Optional.of(node)
                : Optional.empty();
    }

    private Optional<ObjectNode> image(Content.Image image) {
        ObjectNode node = JsonCodec.object().put("type", "input_image");
        image.detail().ifPresent(detail -> node.put("detail", detail));
        return switch (image.source()) {
            case Source.Inline inline -> Optional.of(node.put("image_url", DataUrl.of(inline)));
            case Source.Url url -> Optional.of(node.put("image_url", url.url()));
            case Source.FileId id -> dropped.own() ? Optional.of(node.put("file_id", id.id())) : Optional.empty();
        };
    }

    private Optional<ObjectNode> document(Content.Document document) {
        if (document.text().isPresent() && !dropped.own()) {
            return Optional.of(JsonCodec.object()
                    .put("type", "input_text")
                    .put("text", document.text().get()));
        }
        ObjectNode node = JsonCodec.object().put("type", "input_file");
        document.name().ifPresent(name -> node.put("filename", name));
        return switch (document.source()) {
            case Source.Inline inline -> Optional.of(inline(node, inline));
            case Source.Url url -> Optional.of(node.put("file_url", url.url()));
            case Source.FileId id -> dropped.own() ? Optional.of(node.put("file_id", id.id())) : Optional.empty();
        };
    }

    private ObjectNode inline(ObjectNode node, Source.Inline inline) {
        if (!node.has("filename") && !dropped.own()) {
            node.put("filename", "document.pdf");
        }
        return node.put("file_data", DataUrl.of(inline));
    }

    private static Optional<ObjectNode> audio(Content.Audio audio) {
        if (!(audio.source() instanceof Source.Inline inline)) {
            return Optional.empty();
        }
        ObjectNode node = JsonCodec.object().put("type", "input_audio");
        String format = inline.mediaType().substring(inline.mediaType().indexOf('/') + 1);
        node.putObject("input_audio")
                .put("data", inline.base64())
                .put("format", format.equals("mpeg") ? "mp3" : format.equals("x-wav") ? "wav" : format);
        return Optional.of(node);
    }
}
