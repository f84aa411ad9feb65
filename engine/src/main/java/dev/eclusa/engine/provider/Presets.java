package dev.eclusa.engine.provider;

import static dev.eclusa.engine.provider.Quirk.AZURE_DEPLOYMENT_PATH;
import static dev.eclusa.engine.provider.Quirk.CACHE_CONTROL;
import static dev.eclusa.engine.provider.Quirk.CUMULATIVE_USAGE;
import static dev.eclusa.engine.provider.Quirk.DOCUMENT_URL;
import static dev.eclusa.engine.provider.Quirk.EMBEDS_BY_PREDICTION;
import static dev.eclusa.engine.provider.Quirk.NINE_CHARACTER_TOOL_IDS;
import static dev.eclusa.engine.provider.Quirk.NO_DEVELOPER_ROLE;
import static dev.eclusa.engine.provider.Quirk.NO_REASONING_REPLAY;
import static dev.eclusa.engine.provider.Quirk.NO_STREAM_OPTIONS;
import static dev.eclusa.engine.provider.Quirk.RANDOM_SEED;
import static dev.eclusa.engine.provider.Quirk.REASONING_FIELD;
import static dev.eclusa.engine.provider.Quirk.REASONING_OBJECT;
import static dev.eclusa.engine.provider.Quirk.REASONING_OUTSIDE_COMPLETION;
import static dev.eclusa.engine.provider.Quirk.SPEAKS_RESPONSES;
import static dev.eclusa.engine.provider.Quirk.STRING_ERROR;
import static dev.eclusa.engine.provider.Quirk.THINKING_PARTS;
import static dev.eclusa.engine.provider.Quirk.TOP_K;
import static dev.eclusa.engine.provider.Quirk.USE_MAX_COMPLETION_TOKENS;

import dev.eclusa.engine.provider.Preset.Auth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers known by name, each in its own dialect. */
public final class Presets {
    private static final List<Preset> ALL = List.of(
            cloud("openai", "https://api.openai.com/v1", USE_MAX_COMPLETION_TOKENS, SPEAKS_RESPONSES),
            azure(),
            own("anthropic", "https://api.anthropic.com/v1", Auth.X_API_KEY, List.of("ANTHROPIC_API_KEY")),
            own(
                    "gemini",
                    "https://generativelanguage.googleapis.com/v1beta",
                    Auth.X_GOOG_API_KEY,
                    List.of("GEMINI_API_KEY", "GOOGLE_API_KEY")),
            vertex(),
            bedrock(),
            ollama(),
            cloud(
                    "huggingface",
                    "https://router.huggingface.co/v1",
                    List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"),
                    Set.of()),
            cloud(
                    "openrouter",
                    "https://openrouter.ai/api/v1",
                    REASONING_FIELD,
                    REASONING_OBJECT,
                    CACHE_CONTROL,
                    TOP_K,
                    SPEAKS_RESPONSES),
            cloud("xai", "https://api.x.ai/v1", REASONING_OUTSIDE_COMPLETION, STRING_ERROR, SPEAKS_RESPONSES),
            cloud(
                    "groq",
                    "https://api.groq.com/openai/v1",
                    REASONING_FIELD,
                    NO_REASONING_REPLAY,
                    NO_DEVELOPER_ROLE,
                    SPEAKS_RESPONSES),
            cloud("together", "https://api.together.xyz/v1", TOP_K, NO_DEVELOPER_ROLE),
            mistral(),
            cohere(),
            cloud("deepseek", "https://api.deepseek.com/v1", NO_DEVELOPER_ROLE),
            cloud("fireworks", "https://api.fireworks.ai/inference/v1", TOP_K, NO_DEVELOPER_ROLE),
            perplexity(),
            cloud("cerebras", "https://api.cerebras.ai/v1", REASONING_FIELD, NO_REASONING_REPLAY, NO_DEVELOPER_ROLE),
            cloud("nvidia", "https://integrate.api.nvidia.com/v1", NO_DEVELOPER_ROLE),
            cloud(
                    "vercel",
                    "https://ai-gateway.vercel.sh/v1",
                    List.of("AI_GATEWAY_API_KEY"),
                    Set.of(NO_DEVELOPER_ROLE)),
            local("vllm", "http://localhost:8000/v1", Auth.BEARER),
            local("lmstudio", "http://localhost:1234/v1", Auth.BEARER),
            local("llamacpp", "http://localhost:8080/v1", Auth.BEARER),
            new Preset(
                    "openai-compatible", "openai", "", Auth.BEARER, List.of(), List.of(), "/models", false, Set.of()),
            new Preset("simulated", "openai", "", Auth.NONE, List.of(), List.of(), "", true, Set.of()));

    private static final Map<String, Preset> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Preset::name, Function.identity()));

    private Presets() {}

    /** All of them. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The preset of a name. */
    public static Optional<Preset> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Preset cloud(String name, String url, Quirk... quirks) {
        return cloud(name, url, List.of(variable(name, "_API_KEY")), Set.of(quirks));
    }

    private static Preset cloud(String name, String url, List<String> keys, Set<Quirk> quirks) {
        List<String> urls = List.of(variable(name, "_BASE_URL"));
        return new Preset(name, "openai", url, Auth.BEARER, keys, urls, "/models", false, quirks);
    }

    /** A provider that speaks a dialect named after itself. */
    private static Preset own(String name, String url, Auth auth, List<String> keys) {
        return new Preset(
                name, name, url, auth, keys, List.of(variable(name, "_BASE_URL")), "/models", false, Set.of());
    }

    private static Preset local(String name, String url, Auth auth) {
        List<String> keys = List.of(variable(name, "_API_KEY"));
        return new Preset(
                name,
                "openai",
                url,
                auth,
                keys,
                List.of(variable(name, "_BASE_URL")),
                "/models",
                true,
                Set.of(TOP_K, NO_DEVELOPER_ROLE));
    }

    private static Preset azure() {
        return new Preset(
                "azure",
                "openai",
                "",
                Auth.API_KEY,
                List.of("AZURE_OPENAI_API_KEY"),
                List.of("AZURE_OPENAI_ENDPOINT"),
                "",
                false,
                Set.of(AZURE_DEPLOYMENT_PATH, USE_MAX_COMPLETION_TOKENS, SPEAKS_RESPONSES));
    }

    /** Gemini's dialect at a project's URL; the version stands in the middle of it. */
    private static Preset vertex() {
        return new Preset(
                "vertex",
                "gemini",
                "https://aiplatform.googleapis.com/v1/projects",
                Auth.BEARER,
                List.of(),
                List.of("VERTEX_BASE_URL"),
                "",
                false,
                Set.of(EMBEDS_BY_PREDICTION));
    }

    /** The model's id stands in the path; without a bearer token requests are signed. */
    private static Preset bedrock() {
        return new Preset(
                "bedrock",
                "bedrock",
                "https://bedrock-runtime.us-east-1.amazonaws.com",
                Auth.BEARER,
                List.of("AWS_BEARER_TOKEN_BEDROCK"),
                List.of("BEDROCK_BASE_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"),
                "",
                false,
                Set.of());
    }

    private static Preset ollama() {
        return new Preset(
                "ollama",
                "ollama",
                "http://localhost:11434",
                Auth.BEARER,
                List.of("OLLAMA_API_KEY"),
                List.of("OLLAMA_BASE_URL"),
                "/api/tags",
                true,
                Set.of());
    }

    private static Preset mistral() {
        return cloud(
                "mistral",
                "https://api.mistral.ai/v1",
                NO_STREAM_OPTIONS,
                NINE_CHARACTER_TOOL_IDS,
                RANDOM_SEED,
                THINKING_PARTS,
                DOCUMENT_URL,
                NO_REASONING_REPLAY,
                NO_DEVELOPER_ROLE);
    }

    /** Its list of models is of the first version still. */
    private static Preset cohere() {
        return new Preset(
                "cohere",
                "cohere",
                "https://api.cohere.com/v2",
                Auth.BEARER,
                List.of("COHERE_API_KEY", "CO_API_KEY"),
                List.of("COHERE_BASE_URL"),
                "/v1/models",
                false,
                Set.of());
    }

    private static Preset perplexity() {
        return new Preset(
                "perplexity",
                "openai",
                "https://api.perplexity.ai",
                Auth.BEARER,
                List.of("PERPLEXITY_API_KEY"),
                List.of("PERPLEXITY_BASE_URL"),
                "/v1/models",
                false,
                Set.of(NO_STREAM_OPTIONS, CUMULATIVE_USAGE, NO_DEVELOPER_ROLE));
    }

    private static String variable(String name, String suffix) {
        return name.toUpperCase(Locale.ROOT) + suffix;
    }
}
