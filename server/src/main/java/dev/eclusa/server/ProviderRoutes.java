package dev.eclusa.server;

import dev.eclusa.protocol.AnswerStyle.Framing;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.openai.OpenAiTask;
import dev.eclusa.router.Dialects;
import dev.eclusa.router.passing.Passage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Model calls below a provider's own path, such as {@code /openai/v1/chat/completions}: what of a provider's paths the gateway
 * can read, it routes to that provider alone, and accounts like every call.
 */
final class ProviderRoutes {
    private static final Pattern VERSIONED = Pattern.compile("^/(?i:v)\\d(?i:alpha|beta)?(?=/)");
    private static final Pattern GEMINI = Pattern.compile(
            "^/models/([^/]+):(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$");

    private static final Pattern BEDROCK = Pattern.compile("^/model/(.+)/(converse|converse-stream)$");

    private static final Pattern AZURE = Pattern.compile("^/openai/deployments/([^/]+)(/.+)$");

    /** Words of paths that are read here, in their own case. */
    private static final List<String> CALLS = List.of(
            "openai",
            "deployments",
            "chat",
            "completions",
            "responses",
            "embeddings",
            "moderations",
            "rerank",
            "images",
            "generations",
            "audio",
            "speech",
            "transcriptions",
            "translations",
            "messages",
            "count_tokens",
            "models",
            "generateContent",
            "streamGenerateContent",
            "countTokens",
            "embedContent",
            "batchEmbedContents",
            "api",
            "generate",
            "embed");

    private static final Pattern CALLED = Pattern.compile("(?<=[/:])(?i:" + String.join("|", CALLS) + ")(?=[/:]|$)");

    private final Dialects dialects;

    ProviderRoutes(Dialects dialects) {
        this.dialects = dialects;
    }

    /** The model call that a request through a provider's passage is; empty when it is none that is read here. */
    Optional<ModelRoute> of(Passage passage, String path, String query) {
        String below = plain(path.substring(passage.path().length()));
        String rest = VERSIONED.matcher(below).replaceFirst("");
        Bound bound = new Bound(passage, passage.path() + below.substring(0, below.length() - rest.length()));
        return switch (passage.place().target().dialect()) {
            case "openai" -> openAi(bound, rest);
            case "anthropic" -> anthropic(bound, rest);
            case "gemini" -> gemini(bound, rest, query);
            case "ollama" -> ollama(bound, rest);
            case "cohere" -> cohere(bound, rest);
            case "bedrock" -> bedrock(bound, rest);
            default -> Optional.empty();
        };
    }

    /** As servers read it that do not mind a slash at the end, parameters of a segment, or the case of what is called. */
    private static String plain(String below) {
        String bare = below.replaceAll(";[^/]*", "").replaceFirst("/+$", "");
        return CALLED.matcher(bare)
                .replaceAll(called -> Matcher.quoteReplacement(CALLS.stream()
                        .filter(called.group()::equalsIgnoreCase)
                        .findFirst()
                        .orElse(called.group())));
    }

    /**
     * A provider's passage.
     *
     * @param before its path and the version that follows it
     */
    private record Bound(Passage passage, String before) {
        String provider() {
            return passage.place().target().provider();
        }

        Set<String> quirks() {
            return passage.place().target().quirks();
        }
    }

    private Optional<ModelRoute> openAi(Bound bound, String rest) {
        Matcher azure = AZURE.matcher(rest);
        if (azure.matches()) {
            return task(bound, decode(azure.group(1)), "/openai/deployments/{model}", azure.group(2));
        }
        if (rest.equals("/responses")) {
            return bound.quirks().contains("SPEAKS_RESPONSES")
                    ? chat(bound, "responses", rest, Framing.SSE)
                    : Optional.empty();
        }
        return task(bound, "", "", rest);
    }

    private Optional<ModelRoute> task(Bound bound, String model, String between, String rest) {
        return Arrays.stream(OpenAiTask.values())
                .filter(task -> task.path().equals(rest))
                .findFirst()
                .map(task -> new ModelRoute(
                        dialect("openai"),
                        bound.before() + between + rest,
                        model,
                        false,
                        Framing.SSE,
                        ModelRoute.Kind.CHAT,
                        task,
                        bound.provider()));
    }

    private Optional<ModelRoute> anthropic(Bound bound, String rest) {
        return switch (rest) {
            case "/messages" -> chat(bound, "anthropic", rest, Framing.SSE);
            case "/messages/count_tokens" ->
                Optional.of(route(
                        new Path(bound, "anthropic", rest, ""), false, Framing.SSE, ModelRoute.Kind.COUNT_TOKENS));
            default -> Optional.empty();
        };
    }

    /** The first version of its chat is another interface. */
    private Optional<ModelRoute> cohere(Bound bound, String rest) {
        if (rest.equals("/chat")) {
            return bound.before().endsWith("/v1") ? Optional.empty() : chat(bound, "cohere", rest, Framing.SSE);
        }
        return task(bound, "", "", rest);
    }

    private Optional<ModelRoute> ollama(Bound bound, String rest) {
        return switch (rest) {
            case "/api/chat" -> chat(bound, "ollama", rest, Framing.NDJSON);
            case "/api/generate" -> chat(bound, "ollama-generate", rest, Framing.NDJSON);
            case "/api/embed", "/api/embeddings" ->
                Optional.of(embedding(new Path(bound, "ollama", rest, ""), Framing.NDJSON));
            default -> Optional.empty();
        };
    }

    private Optional<ModelRoute> bedrock(Bound bound, String rest) {
        Matcher matcher = BEDROCK.matcher(rest);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Path named = new Path(bound, "bedrock", "/model/{model}/" + matcher.group(2), decode(matcher.group(1)));
        return Optional.of(route(named, matcher.group(2).endsWith("stream"), Framing.MESSAGES, ModelRoute.Kind.CHAT));
    }

    private Optional<ModelRoute> gemini(Bound bound, String rest, String query) {
        Matcher matcher = GEMINI.matcher(rest);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String model = decode(matcher.group(1));
        boolean stream = matcher.group(2).startsWith("stream");
        Framing framing = !stream || query.contains("alt=sse") ? Framing.SSE : Framing.JSON_ARRAY;
        boolean counts = matcher.group(2).equals("countTokens");
        Path named = new Path(bound, "gemini", "/models/{model}:" + matcher.group(2), model);
        if (matcher.group(2).endsWith("mbedContent") || matcher.group(2).equals("batchEmbedContents")) {
            return Optional.of(embedding(named, Framing.SSE));
        }
        return Optional.of(route(named, stream, framing, counts ? ModelRoute.Kind.COUNT_TOKENS : ModelRoute.Kind.CHAT));
    }

    private Optional<ModelRoute> chat(Bound bound, String dialect, String rest, Framing framing) {
        return Optional.of(route(new Path(bound, dialect, rest, ""), false, framing, ModelRoute.Kind.CHAT));
    }

    /** What is below a provider's path, in which dialect, and the model it names. */
    private record Path(Bound bound, String dialect, String rest, String model) {}

    private ModelRoute embedding(Path path, Framing framing) {
        return new ModelRoute(
                dialect(path.dialect()),
                path.bound().before() + path.rest(),
                path.model(),
                false,
                framing,
                ModelRoute.Kind.CHAT,
                OpenAiTask.EMBEDDING,
                path.bound().provider());
    }

    private ModelRoute route(Path path, boolean stream, Framing framing, ModelRoute.Kind kind) {
        return new ModelRoute(
                dialect(path.dialect()),
                path.bound().before() + path.rest(),
                path.model(),
                stream,
                framing,
                kind,
                OpenAiTask.CHAT,
                path.bound().provider());
    }

    private Dialect dialect(String name) {
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
