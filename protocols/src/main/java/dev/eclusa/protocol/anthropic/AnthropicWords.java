package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.FinishReason;

/** Stop reasons in both directions. */
final class AnthropicWords {
    private AnthropicWords() {}

    static FinishReason reason(String stopReason) {
        return switch (stopReason) {
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case "pause_turn" -> FinishReason.PAUSE;
            default -> FinishReason.STOP;
        };
    }

    /** The stop reason; an answer that called tools waits for them, whatever its provider said. */
    static String stopReason(FinishReason reason, boolean called) {
        return switch (reason) {
            case STOP, ERROR -> called ? "tool_use" : "end_turn";
            case STOP_SEQUENCE -> called ? "tool_use" : "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
            case PAUSE -> "pause_turn";
        };
    }
}
