package dev.eclusa.engine.provider;

/** What a provider does unlike the others of its dialect. */
public enum Quirk {
    /** Newer models refuse {@code max_tokens}; the codec writes {@code max_completion_tokens} for them. */
    USE_MAX_COMPLETION_TOKENS(false),
    /** {@code completion_tokens} leaves reasoning tokens out (xAI). */
    REASONING_OUTSIDE_COMPLETION(true),
    /** Refuses {@code stream_options} and sends usage with the last chunk anyway (Mistral, Perplexity). */
    NO_STREAM_OPTIONS(true),
    /** Tool call ids must be nine letters or digits (Mistral). */
    NINE_CHARACTER_TOOL_IDS(true),
    /** The path names the deployment and the query the API version (Azure). */
    AZURE_DEPLOYMENT_PATH(false),
    /** {@code error} is a text, not an object (xAI). */
    STRING_ERROR(true),
    /** Every chunk repeats the usage so far: the last one counts (Perplexity). */
    CUMULATIVE_USAGE(true),
    /** Thinking comes as {@code reasoning}, not {@code reasoning_content}; decoders accept both. */
    REASONING_FIELD(false);

    private final boolean concernsBodies;

    Quirk(boolean concernsBodies) {
        this.concernsBodies = concernsBodies;
    }

    /** Whether codecs must be told, because bodies as they stand would be misread or refused. */
    public boolean concernsBodies() {
        return concernsBodies;
    }
}
