package dev.eclusa.server.manage;

import dev.eclusa.protocol.ollama.OllamaVersion;
import java.nio.charset.StandardCharsets;

/** {@code GET /api/version}, which Ollama's clients ask for: the version of Ollama whose interface is spoken here. */
public final class VersionRoute implements ManagementRoute {
    private static final String SPOKEN = "0.12.0";

    @Override
    public Access access() {
        return Access.PUBLIC;
    }

    @Override
    public Answer handle(Request request) {
        return Answer.ok(new String(OllamaVersion.encode(SPOKEN), StandardCharsets.UTF_8));
    }
}
