package dev.eclusa.protocol.bedrock;

import java.util.List;
import java.util.Locale;

/**
 * Whose model an id names, as far as Converse differs by it: in {@code additionalModelRequestFields} every maker has words
 * of its own. An ARN of an inference profile tells nothing.
 */
enum BedrockFamily {
    /** Anthropic's: {@code thinking}, {@code top_k}. */
    CLAUDE,
    /** Amazon's: {@code reasoningConfig}, {@code inferenceConfig.topK}. */
    NOVA,
    /** OpenAI's open models: {@code reasoning_effort}. */
    GPT,
    /** Nobody of these, or unknown. */
    OTHER;

    /**
     * Models without structured outputs, by general knowledge of November 2026: not looked up, nor tried against the service. One that is
     * listed wrongly loses its schema by name; one that is missing has the service refuse the call.
     */
    private static final List<String> WITHOUT_SCHEMAS = List.of(
            "claude-3",
            "claude-v2",
            "claude-instant",
            "claude-sonnet-4-2025",
            "claude-opus-4-2025",
            "claude-opus-4-1",
            "amazon.",
            "meta.llama",
            "cohere.",
            "ai21.",
            "writer.",
            "mistral.mistral-7b",
            "mistral.mixtral",
            "mistral.mistral-large-24",
            "mistral.pixtral",
            "deepseek.r1");

    /** Models of Anthropic's without prompt caching: all before 3.5 Haiku and 3.5 Sonnet of October 2024 (Amazon's user guide, as of 2025). */
    private static final List<String> WITHOUT_CACHE = List.of(
            "claude-v2",
            "claude-instant",
            "claude-3-haiku",
            "claude-3-sonnet",
            "claude-3-opus",
            "claude-3-5-sonnet-20240620");

    static BedrockFamily of(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        if (id.contains("claude")) {
            return CLAUDE;
        }
        if (id.contains("amazon.nova")) {
            return NOVA;
        }
        return id.contains("openai.gpt") ? GPT : OTHER;
    }

    /** Whether {@code outputConfig.textFormat} is taken; models nobody lists are taken to know it. */
    static boolean takesSchemas(String model) {
        return WITHOUT_SCHEMAS.stream().noneMatch(model.toLowerCase(Locale.ROOT)::contains);
    }

    /** Whether cache points may be put in for a caller of another dialect; a model that has none refuses them. */
    static boolean takesCachePoints(String model) {
        return of(model) == CLAUDE && WITHOUT_CACHE.stream().noneMatch(model.toLowerCase(Locale.ROOT)::contains);
    }
}
