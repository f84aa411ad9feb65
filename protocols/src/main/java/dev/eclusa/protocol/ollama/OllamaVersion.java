package dev.eclusa.protocol.ollama;

import dev.eclusa.protocol.json.JsonCodec;

/** The version, {@code GET /api/version}. */
public final class OllamaVersion {
    private OllamaVersion() {}

    /** Writes the version. */
    public static byte[] encode(String version) {
        return JsonCodec.bytes(JsonCodec.object().put("version", version));
    }
}
