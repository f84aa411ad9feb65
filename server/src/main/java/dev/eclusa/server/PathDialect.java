package dev.eclusa.server;

import java.util.List;
import java.util.function.UnaryOperator;

/** The dialect whose errors a path answers with; what belongs to none speaks OpenAI's. */
final class PathDialect {
    private static final List<String> OLLAMA = List.of(
            "/api/chat",
            "/api/generate",
            "/api/tags",
            "/api/show",
            "/api/version",
            "/api/ps",
            "/api/embed",
            "/api/embeddings");

    private PathDialect() {}

    /** The dialect's name. */
    static String of(String path, UnaryOperator<String> header) {
        if (path.startsWith("/v1beta/")
                || path.startsWith("/v1alpha/")
                || path.contains(":generateContent")
                || path.endsWith(":embedContent")
                || path.endsWith(":batchEmbedContents")) {
            return "gemini";
        }
        if (path.startsWith("/v1/messages")
                || (path.startsWith("/v1/models")
                        && !header.apply("anthropic-version").isEmpty())) {
            return "anthropic";
        }
        if (path.equals("/v2/chat")) {
            return "cohere";
        }
        if (path.startsWith("/model/") && (path.endsWith("/converse") || path.endsWith("/converse-stream"))) {
            return "bedrock";
        }
        return OLLAMA.contains(path) ? "ollama" : "openai";
    }
}
