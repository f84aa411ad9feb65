package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Content.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pictures: bare base64, whose kind shows in the first bytes. */
final class OllamaImages {
    private static final Map<String, String> BEGINNINGS = Map.of(
            "iVBORw0KGgo", "image/png",
            "/9j/", "image/jpeg",
            "R0lGOD", "image/gif",
            "UklGR", "image/webp");

    private OllamaImages() {}

    /** The pictures of a message, or of a prompt. */
    static List<Content> decode(JsonNode object, String path) {
        List<Content> images = new ArrayList<>();
        for (JsonNode image : OllamaFields.list(object, "images", path)) {
            OllamaFields.require(image.isString(), path + "[" + images.size() + "]", "must be base64");
            images.add(new Content.Image(source(image.asString()), Optional.empty(), Map.of()));
        }
        return images;
    }

    /** The kind of picture that base64 begins. */
    static String mediaType(String base64) {
        return BEGINNINGS.entrySet().stream()
                .filter(known -> base64.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse("image/png");
    }

    /** Clients also send data URLs and addresses, which Ollama itself refuses. */
    private static Source source(String image) {
        if (image.startsWith("http://") || image.startsWith("https://")) {
            return new Source.Url(image, Optional.empty());
        }
        int comma = image.startsWith("data:") ? image.indexOf(',') : -1;
        String base64 = image.substring(comma + 1);
        boolean broken = base64.indexOf('\n') >= 0 || base64.indexOf('\r') >= 0;
        String joined = broken ? base64.replace("\n", "").replace("\r", "") : base64;
        return new Source.Inline(mediaType(joined), joined);
    }
}
