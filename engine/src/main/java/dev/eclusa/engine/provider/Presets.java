package dev.eclusa.engine.provider;

import dev.eclusa.engine.provider.Preset.Auth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The providers known by name. Anthropic, Gemini and Ollama are reached at their own OpenAI-compatible addresses until their
 * dialects are spoken here.
 */
public final class Presets {
    private static final List<Preset> ALL = List.of(
            openAi("openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
            new Preset(
                    "azure",
                    "openai",
                    "",
                    Auth.API_KEY,
                    List.of("AZURE_OPENAI_API_KEY"),
                    false,
                    Set.of("AZURE_DEPLOYMENT_PATH")),
            openAi("anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
            openAi(
                    "gemini",
                    "https://generativelanguage.googleapis.com/v1beta/openai",
                    "GEMINI_API_KEY",
                    "GOOGLE_API_KEY"),
            new Preset(
                    "ollama",
                    "openai",
                    "http://localhost:11434/v1",
                    Auth.BEARER,
                    List.of("OLLAMA_API_KEY"),
                    true,
                    Set.of()),
            openAi("huggingface", "https://router.huggingface.co/v1", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"),
            openAi("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
            new Preset(
                    "xai",
                    "openai",
                    "https://api.x.ai/v1",
                    Auth.BEARER,
                    List.of("XAI_API_KEY"),
                    false,
                    Set.of("REASONING_OUTSIDE_COMPLETION")),
            openAi("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
            openAi("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
            new Preset(
                    "mistral",
                    "openai",
                    "https://api.mistral.ai/v1",
                    Auth.BEARER,
                    List.of("MISTRAL_API_KEY"),
                    false,
                    Set.of("NO_STREAM_OPTIONS", "NINE_CHARACTER_TOOL_IDS")),
            openAi("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
            openAi("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
            new Preset(
                    "perplexity",
                    "openai",
                    "https://api.perplexity.ai",
                    Auth.BEARER,
                    List.of("PERPLEXITY_API_KEY"),
                    false,
                    Set.of("NO_STREAM_OPTIONS")),
            openAi("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"),
            openAi("nvidia", "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY"),
            local("vllm", "http://localhost:8000/v1"),
            local("lmstudio", "http://localhost:1234/v1"),
            local("llamacpp", "http://localhost:8080/v1"),
            new Preset("openai-compatible", "openai", "", Auth.BEARER, List.of(), false, Set.of()),
            new Preset("simulated", "openai", "", Auth.NONE, List.of(), true, Set.of()));

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

    private static Preset openAi(String name, String url, String... keys) {
        return new Preset(name, "openai", url, Auth.BEARER, List.of(keys), false, Set.of());
    }

    private static Preset local(String name, String url) {
        return new Preset(name, "openai", url, Auth.BEARER, List.of(), true, Set.of());
    }
}
