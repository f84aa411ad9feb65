package dev.eclusa.engine.provider;

/** What a provider does unlike the others of its dialect. */
public enum Quirk {
    /** Newer models refuse {@code max_tokens}; the codec writes {@code max_completion_tokens} for them. */
    USE_MAX_COMPLETION_TOKENS,
    /** {@code completion_tokens} leaves reasoning tokens out (xAI). */
    REASONING_OUTSIDE_COMPLETION,
    /** Refuses {@code stream_options} and sends usage with the last chunk anyway (Mistral, Perplexity). */
    NO_STREAM_OPTIONS,
    /** Tool call ids must be nine letters or digits (Mistral). */
    NINE_CHARACTER_TOOL_IDS,
    /** The path names the deployment and the query the API version (Azure). */
    AZURE_DEPLOYMENT_PATH,
    /** {@code error} is a text, not an object (xAI). */
    STRING_ERROR,
    /** Every chunk repeats the usage so far: the last one counts (Perplexity). */
    CUMULATIVE_USAGE,
    /** Thinking comes as {@code reasoning}, not {@code reasoning_content}; decoders accept both. */
    REASONING_FIELD,
    /** How much to think is said by an object {@code reasoning} (OpenRouter). */
    REASONING_OBJECT,
    /** Thinking of earlier turns is refused as an unknown field of messages (Groq, Cerebras, Mistral). */
    NO_REASONING_REPLAY,
    /** Thinking is replayed as content parts (Mistral). */
    THINKING_PARTS,
    /** {@code cache_control} on parts and tools is understood (OpenRouter). */
    CACHE_CONTROL,
    /** {@code top_k} is understood. */
    TOP_K,
    /** Documents are parts of type {@code document_url} (Mistral). */
    DOCUMENT_URL,
    /** The role {@code developer} is unknown; such messages go as {@code system}. */
    NO_DEVELOPER_ROLE,
    /** The seed is called {@code random_seed} (Mistral). */
    RANDOM_SEED,
    /** Speaks OpenAI's Responses beside chat completions. */
    SPEAKS_RESPONSES,
    /** Vectors are predictions (Vertex AI). */
    EMBEDS_BY_PREDICTION
}
