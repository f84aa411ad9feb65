package dev.eclusa.core.chat;

/** Why an answer ended. */
public enum FinishReason {
    /** It was complete, or a stop text came. */
    STOP,
    /** A stop text of the caller's came, where the provider tells it apart. */
    STOP_SEQUENCE,
    /** The token limit or the context window was reached. */
    LENGTH,
    /** The model waits for tool results. */
    TOOL_CALLS,
    /** A filter or the model's own refusal ended it. */
    CONTENT_FILTER,
    /** The provider paused a long turn that can be resumed (Anthropic {@code pause_turn}). */
    PAUSE,
    /** The provider reports a failure as a finish reason (Cohere ERROR, OpenRouter error, Gemini MALFORMED_FUNCTION_CALL). */
    ERROR
}
