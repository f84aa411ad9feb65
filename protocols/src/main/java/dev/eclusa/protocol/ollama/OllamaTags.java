package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list of models, {@code GET /api/tags}. */
public final class OllamaTags {
    private OllamaTags() {}

    /**
     * Writes the list.
     *
     * @param names what can be called
     * @param modified shown as the time of each model's last change
     */
    public static byte[] encode(List<String> names, Instant modified) {
        ObjectNode document = JsonCodec.object();
        ArrayNode models = document.putArray("models");
        for (String name : names) {
            ObjectNode model = models.addObject();
            model.put("name", name).put("model", name);
            model.put("modified_at", modified.toString());
            model.put("size", 0).put("digest", digest(name));
            model.set("details", details());
        }
        return JsonCodec.bytes(document);
    }

    /** The details every model has here: none is known of a model that runs elsewhere. */
    static ObjectNode details() {
        ObjectNode details = JsonCodec.object();
        details.put("parent_model", "").put("format", "").put("family", "");
        details.putArray("families");
        return details.put("parameter_size", "").put("quantization_level", "");
    }

    /** Clients tell models apart by it; that of the name stays the same. */
    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
