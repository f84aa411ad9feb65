package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes content parts. */
final class OpenAiPartWriter {
    private final OpenAiQuirks quirks;
    private final OpenAiDropped dropped;

    OpenAiPartWriter(OpenAiQuirks quirks, OpenAiDropped dropped) {
        this.quirks = quirks;
        this.dropped = dropped;
    }

    /** A message's {@code content}: a text where it is one plain text or none, else the list of parts. */
    JsonNode content(ArrayNode parts) {
        return parts.isEmpty() || (parts.size() == 1 && isPlainText(parts.path(0))) ? joined(parts, "") : parts;
    }

    /** As {@link #content}, but several texts of a caller of another dialect become one: not every provider takes a list. */
    JsonNode content(ArrayNode parts, String between) {
        boolean joins = !dropped.own() && parts.valueStream().allMatch(OpenAiPartWriter::isPlainText);
        return joins ? joined(parts, between) : content(parts);
    }

    private static JsonNode joined(ArrayNode texts, String between) {
        return JsonCodec.string(
                texts.valueStream().map(part -> part.path("text").asString("")).collect(Collectors.joining(between)));
    }

    private static boolean isPlainText(JsonNode part) {
        return part.path("type").asString("").equals("text") && part.size() == 2;
    }

    void write(Content part, String at, ArrayNode into) {
        switch (part) {
            case Content.Text text -> put(into, "text", JsonCodec.string(text.text()), text.extras(), at);
            case Content.Image image -> image(image, at, into);
            case Content.Audio audio -> audio(audio, at, into);
            case Content.Document document -> document(document, at, into);
            case Content.Refusal refusal -> put(into, "refusal", JsonCodec.string(refusal.text()), Map.of(), at);
            case Content.Opaque opaque -> {
                if (dropped.own()) {
                    into.add(JsonCodec.tree(opaque.value()));
                } else {
                    dropped.add(at);
                }
            }
            case Content.Thinking thinking -> dropped.add(at);
            case Content.RedactedThinking redacted -> dropped.add(at);
            case Content.ToolCall call -> dropped.add(at);
            case Content.ToolResult result -> dropped.add(at);
        }
    }

    private void image(Content.Image image, String at, ArrayNode into) {
        ObjectNode inner = JsonCodec.object();
        switch (image.source()) {
            case Source.Inline inline -> inner.put("url", DataUrl.of(inline));
            case Source.Url url -> inner.put("url", url.url());
            case Source.FileId id -> {
                dropped.add(at);
                return;
            }
        }
        image.detail().ifPresent(detail -> inner.put("detail", detail));
        put(into, "image_url", inner, image.extras(), at);
    }

    private void audio(Content.Audio audio, String at, ArrayNode into) {
        if (audio.source() instanceof Source.Inline inline) {
            ObjectNode inner = JsonCodec.object();
            inner.put("data", inline.base64());
            inner.put("format", audioFormat(inline.mediaType()));
            put(into, "input_audio", inner, audio.extras(), at);
        } else {
            dropped.add(at);
        }
    }

    private static String audioFormat(String mediaType) {
        String format = mediaType.substring(mediaType.indexOf('/') + 1);
        return switch (format) {
            case "mpeg", "mpeg3", "x-mp3" -> "mp3";
            case "x-wav", "wave", "vnd.wave" -> "wav";
            default -> format;
        };
    }

    private void document(Content.Document document, String at, ArrayNode into) {
        switch (document.source()) {
            case Source.Inline inline -> inline(document, inline, at, into);
            case Source.Url url -> address(document, url, at, into);
            case Source.FileId id -> {
                if (dropped.own()) {
                    put(into, "file", file(document).put("file_id", id.id()), document.extras(), at);
                } else {
                    dropped.add(at);
                }
            }
        }
    }

    private static ObjectNode file(Content.Document document) {
        ObjectNode file = JsonCodec.object();
        document.name().ifPresent(name -> file.put("filename", name));
        return file;
    }

    private void inline(Content.Document document, Source.Inline inline, String at, ArrayNode into) {
        boolean text = inline.mediaType().toLowerCase(Locale.ROOT).startsWith("text/");
        if (text && !dropped.own()) {
            put(into, "text", JsonCodec.string(decoded(inline.base64())), document.extras(), at);
            return;
        }
        if (document.name().isEmpty() && (dropped.own() || quirks.documentUrls())) {
            put(into, "document_url", JsonCodec.string(DataUrl.of(inline)), document.extras(), at);
            return;
        }
        ObjectNode file = file(document);
        if (document.name().isEmpty()) {
            file.put("filename", "document.pdf");
        }
        put(into, "file", file.put("file_data", DataUrl.of(inline)), document.extras(), at);
    }

    private void address(Content.Document document, Source.Url url, String at, ArrayNode into) {
        if (dropped.own() && url.mediaType().isPresent()) {
            put(into, "file", file(document).put("file_data", url.url()), document.extras(), at);
        } else if (dropped.own() || quirks.documentUrls()) {
            ObjectNode part = put(into, "document_url", JsonCodec.string(url.url()), document.extras(), at);
            document.name().ifPresent(name -> part.put("document_name", name));
        } else {
            dropped.add(at);
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return base64;
        }
    }

    /** Writes a part: its type, the field of the same name, and its extras, those of the inner object among them. */
    private ObjectNode put(ArrayNode into, String type, JsonNode value, Map<String, Json> extras, String at) {
        ObjectNode part = into.addObject();
        part.put("type", type);
        part.set(type, value);
        Map<String, Json> outer = new LinkedHashMap<>(extras);
        Json inner = dropped.own() ? outer.remove(type) : null;
        if (inner != null && value instanceof ObjectNode object && JsonCodec.tree(inner) instanceof ObjectNode rest) {
            object.setAll(rest);
        }
        dropped.extras(part, outer, at + ".");
        return part;
    }
}
