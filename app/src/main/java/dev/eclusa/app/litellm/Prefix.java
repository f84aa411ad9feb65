package dev.eclusa.app.litellm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the slash of a model in LiteLLM's file (docs.litellm.ai/docs/providers, November 2026).
 *
 * @param name as it is written
 * @param preset what it is here
 * @param keyNames variables LiteLLM takes its key from, the first that is set
 * @param urlNames variables LiteLLM takes its base URL from, the first that is set
 */
record Prefix(String name, String preset, List<String> keyNames, List<String> urlNames) {
    private static final List<Prefix> ALL = List.of(
            openAi("openai"),
            openAi("text-completion-openai"),
            like("custom_openai", List.of(), List.of()),
            like("openai_like", List.of("OPENAI_LIKE_API_KEY"), List.of("OPENAI_LIKE_API_BASE")),
            like("litellm_proxy", List.of("LITELLM_PROXY_API_KEY"), List.of("LITELLM_PROXY_API_BASE")),
            new Prefix("azure", "azure", List.of("AZURE_API_KEY", "AZURE_OPENAI_API_KEY"), List.of("AZURE_API_BASE")),
            new Prefix(
                    "anthropic",
                    "anthropic",
                    List.of("ANTHROPIC_API_KEY"),
                    List.of("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL")),
            new Prefix("gemini", "gemini", List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"), List.of("GEMINI_API_BASE")),
            new Prefix("vertex_ai", "vertex", List.of(), List.of()),
            new Prefix("vertex_ai_beta", "vertex", List.of(), List.of()),
            bedrock("bedrock"),
            bedrock("bedrock_converse"),
            new Prefix("ollama", "ollama", List.of("OLLAMA_API_KEY"), List.of("OLLAMA_API_BASE")),
            new Prefix("ollama_chat", "ollama", List.of("OLLAMA_API_KEY"), List.of("OLLAMA_API_BASE")),
            new Prefix("huggingface", "huggingface", List.of("HF_TOKEN", "HUGGINGFACE_API_KEY"), List.of()),
            new Prefix(
                    "openrouter",
                    "openrouter",
                    List.of("OPENROUTER_API_KEY", "OR_API_KEY"),
                    List.of("OPENROUTER_API_BASE")),
            usual("xai", "xai", "XAI"),
            usual("groq", "groq", "GROQ"),
            new Prefix(
                    "together_ai",
                    "together",
                    List.of("TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN", "TOGETHER_AI_API_KEY", "TOGETHER_API_KEY"),
                    List.of("TOGETHER_AI_API_BASE")),
            usual("mistral", "mistral", "MISTRAL"),
            new Prefix("cohere", "cohere", List.of("COHERE_API_KEY", "CO_API_KEY"), List.of("COHERE_API_BASE")),
            new Prefix("cohere_chat", "cohere", List.of("COHERE_API_KEY", "CO_API_KEY"), List.of("COHERE_API_BASE")),
            usual("deepseek", "deepseek", "DEEPSEEK"),
            new Prefix(
                    "fireworks_ai",
                    "fireworks",
                    List.of("FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY", "FIREWORKSAI_API_KEY"),
                    List.of("FIREWORKS_API_BASE")),
            new Prefix(
                    "perplexity",
                    "perplexity",
                    List.of("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
                    List.of("PERPLEXITY_API_BASE")),
            usual("cerebras", "cerebras", "CEREBRAS"),
            usual("nvidia_nim", "nvidia", "NVIDIA_NIM"),
            new Prefix(
                    "vercel_ai_gateway",
                    "vercel",
                    List.of("VERCEL_AI_GATEWAY_API_KEY", "VERCEL_OIDC_TOKEN"),
                    List.of("VERCEL_AI_GATEWAY_API_BASE")),
            usual("hosted_vllm", "vllm", "HOSTED_VLLM"),
            usual("lm_studio", "lmstudio", "LM_STUDIO"),
            usual("llamafile", "llamacpp", "LLAMAFILE"));

    private static final Map<String, Prefix> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Prefix::name, Function.identity()));

    private static final Pattern OPENAI = Pattern.compile(
            "(ft:)?(gpt-|chatgpt-|o[134](-|$)|text-embedding-|text-moderation-|omni-moderation-|dall-e-|whisper-|tts-|babbage-|davinci-).*");

    /** Every prefix there is a preset for. */
    static List<Prefix> all() {
        return ALL;
    }

    static Optional<Prefix> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What a model without prefix is taken for, by its well-known name. */
    static Optional<Prefix> ofModel(String model) {
        if (OPENAI.matcher(model).matches()) {
            return named("openai");
        }
        if (model.startsWith("claude-")) {
            return named("anthropic");
        }
        return model.startsWith("gemini-") ? named("gemini") : Optional.empty();
    }

    private static Prefix openAi(String name) {
        return new Prefix(name, "openai", List.of("OPENAI_API_KEY"), List.of("OPENAI_BASE_URL", "OPENAI_API_BASE"));
    }

    private static Prefix bedrock(String name) {
        return new Prefix(
                name, "bedrock", List.of("AWS_BEARER_TOKEN_BEDROCK"), List.of("AWS_BEDROCK_RUNTIME_ENDPOINT"));
    }

    private static Prefix like(String name, List<String> keyNames, List<String> urlNames) {
        return new Prefix(name, "openai-compatible", keyNames, urlNames);
    }

    private static Prefix usual(String name, String preset, String variable) {
        return new Prefix(name, preset, List.of(variable + "_API_KEY"), List.of(variable + "_API_BASE"));
    }
}
