package dev.eclusa.server;

import dev.eclusa.protocol.AnswerStyle.Framing;
import dev.eclusa.router.Dialects;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The paths of model calls in every dialect. */
final class ModelRoutes {
    /** Google's clients of 2026 call the stable version, older ones the beta. */
    private static final List<String> GEMINI = List.of("/v1beta/models/", "/v1/models/", "/v1alpha/models/");

    private static final String AZURE = "/openai/deployments/";
    private static final String AZURE_END = "/chat/completions";

    private final Dialects dialects;
    private final Map<String, ModelRoute> fixed = new HashMap<>();

    ModelRoutes(Dialects dialects) {
        this.dialects = dialects;
        for (String path : new String[] {"/v1/chat/completions", "/chat/completions", "/ai/chat/completions"}) {
            chat("openai", path, Framing.SSE);
        }
        chat("anthropic", "/v1/messages", Framing.SSE);
        if (dialects.speaks("anthropic")) {
            fixed.put("/v1/messages/count_tokens", count("anthropic", "/v1/messages/count_tokens", ""));
        }
        fixed.put(
                "/api/compare",
                new ModelRoute(dialect("openai"), "/api/compare", "", false, Framing.SSE, ModelRoute.Kind.COMPARE));
        chat("ollama", "/api/chat", Framing.NDJSON);
        chat("ollama-generate", "/api/generate", Framing.NDJSON);
    }

    /** The route of a path, its query apart. */
    Optional<ModelRoute> match(String path, String query) {
        ModelRoute route = fixed.get(path);
        if (route != null) {
            return Optional.of(route);
        }
        for (String version : GEMINI) {
            if (path.startsWith(version) && dialects.speaks("gemini")) {
                return gemini(version, path.substring(version.length()), query);
            }
        }
        if (path.startsWith(AZURE) && path.endsWith(AZURE_END)) {
            String model = decode(path.substring(AZURE.length(), path.length() - AZURE_END.length()));
            return Optional.of(new ModelRoute(
                    dialect("openai"), AZURE + "{model}" + AZURE_END, model, false, Framing.SSE, ModelRoute.Kind.CHAT));
        }
        return Optional.empty();
    }

    private Optional<ModelRoute> gemini(String version, String rest, String query) {
        int colon = rest.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String model = decode(rest.substring(0, colon));
        String verb = rest.substring(colon + 1);
        String endpoint = version + "{model}:" + verb;
        Framing framing = query.contains("alt=sse") ? Framing.SSE : Framing.JSON_ARRAY;
        return switch (verb) {
            case "generateContent" ->
                Optional.of(
                        new ModelRoute(dialect("gemini"), endpoint, model, false, Framing.SSE, ModelRoute.Kind.CHAT));
            case "streamGenerateContent" ->
                Optional.of(new ModelRoute(dialect("gemini"), endpoint, model, true, framing, ModelRoute.Kind.CHAT));
            case "countTokens" -> Optional.of(count("gemini", endpoint, model));
            default -> Optional.empty();
        };
    }

    private void chat(String dialect, String path, Framing framing) {
        if (dialects.speaks(dialect)) {
            fixed.put(path, new ModelRoute(dialect(dialect), path, "", false, framing, ModelRoute.Kind.CHAT));
        }
    }

    private ModelRoute count(String dialect, String endpoint, String model) {
        return new ModelRoute(dialect(dialect), endpoint, model, false, Framing.SSE, ModelRoute.Kind.COUNT_TOKENS);
    }

    private dev.eclusa.protocol.Dialect dialect(String name) {
        return dialects.named(name, Set.of());
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
