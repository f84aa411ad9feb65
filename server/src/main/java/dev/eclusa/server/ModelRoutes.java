package dev.eclusa.server;

import dev.eclusa.protocol.AnswerStyle.Framing;
import dev.eclusa.protocol.openai.OpenAiTask;
import dev.eclusa.router.Dialects;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The paths of model calls in every dialect. */
final class ModelRoutes {
    /** Google's clients of 2026 call the stable version, older ones the beta. */
    private static final List<String> GEMINI = List.of("/v1beta/models/", "/v1/models/", "/v1alpha/models/");

    /** Azure's form of a path, and an older one of OpenAI's: the model stands in it. */
    private static final List<String> NAMING = List.of("/openai/deployments/", "/engines/", "/v1/engines/");

    /** Amazon's path; the model's id in it is one segment, a slash in it percent-encoded or not. */
    private static final String BEDROCK = "/model/";

    private final Dialects dialects;
    private final Map<String, ModelRoute> fixed = new HashMap<>();

    ModelRoutes(Dialects dialects) {
        this.dialects = dialects;
        for (String path : new String[] {"/v1/chat/completions", "/chat/completions", "/ai/chat/completions"}) {
            chat("openai", path, Framing.SSE);
        }
        for (OpenAiTask task : OpenAiTask.values()) {
            if (task != OpenAiTask.CHAT) {
                task("/v1" + task.path(), "", task).ifPresent(route -> fixed.put(route.endpoint(), route));
                task(task.path(), "", task).ifPresent(route -> fixed.put(route.endpoint(), route));
            }
        }
        for (String path : new String[] {"/v1/responses", "/responses", "/openai/v1/responses"}) {
            chat("responses", path, Framing.SSE);
        }
        chat("anthropic", "/v1/messages", Framing.SSE);
        if (dialects.speaks("anthropic")) {
            fixed.put("/v1/messages/count_tokens", count("anthropic", "/v1/messages/count_tokens", ""));
        }
        fixed.put(
                "/api/compare",
                new ModelRoute(dialect("openai"), "/api/compare", "", false, Framing.SSE, ModelRoute.Kind.COMPARE));
        chat("cohere", "/v2/chat", Framing.SSE);
        task("/v2" + OpenAiTask.RERANK.path(), "", OpenAiTask.RERANK)
                .ifPresent(route -> fixed.put(route.endpoint(), route));
        chat("ollama", "/api/chat", Framing.NDJSON);
        chat("ollama-generate", "/api/generate", Framing.NDJSON);
        if (dialects.speaks("ollama")) {
            fixed.put("/api/embed", embedding("ollama", "/api/embed", ""));
            fixed.put("/api/embeddings", embedding("ollama", "/api/embeddings", ""));
        }
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
        if (path.startsWith(BEDROCK) && dialects.speaks("bedrock")) {
            return bedrock(path.substring(BEDROCK.length()));
        }
        for (String before : NAMING) {
            if (path.startsWith(before)) {
                return naming(before, path.substring(before.length()));
            }
        }
        return Optional.empty();
    }

    private Optional<ModelRoute> bedrock(String rest) {
        int slash = rest.lastIndexOf('/');
        String verb = rest.substring(slash + 1);
        boolean known = verb.equals("converse") || verb.equals("converse-stream");
        return slash > 0 && known
                ? Optional.of(new ModelRoute(
                        dialect("bedrock"),
                        BEDROCK + "{model}/" + verb,
                        decode(rest.substring(0, slash)),
                        verb.equals("converse-stream"),
                        Framing.MESSAGES,
                        ModelRoute.Kind.CHAT))
                : Optional.empty();
    }

    private Optional<ModelRoute> naming(String before, String rest) {
        return Arrays.stream(OpenAiTask.values())
                .filter(task -> rest.endsWith(task.path()))
                .findFirst()
                .flatMap(task -> {
                    String model =
                            decode(rest.substring(0, rest.length() - task.path().length()));
                    return task(before + "{model}" + task.path(), model, task);
                });
    }

    private Optional<ModelRoute> task(String endpoint, String model, OpenAiTask task) {
        return dialects.speaks("openai")
                ? Optional.of(new ModelRoute(
                        dialect("openai"), endpoint, model, false, Framing.SSE, ModelRoute.Kind.CHAT, task, ""))
                : Optional.empty();
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
            case "embedContent", "batchEmbedContents" -> Optional.of(embedding("gemini", endpoint, model));
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

    private ModelRoute embedding(String dialect, String endpoint, String model) {
        return new ModelRoute(
                dialect(dialect), endpoint, model, false, Framing.SSE, ModelRoute.Kind.CHAT, OpenAiTask.EMBEDDING, "");
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
