package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.FinishReason;

/** Words of the service: stop reasons in both directions, and the type of calls that are not the caller's. */
final class BedrockWords {
    /** The type of a call that the model's own server-side tools answer. */
    static final String SERVER_TOOL = "server_tool_use";

    private BedrockWords() {}

    static FinishReason reason(String stopReason) {
        return switch (stopReason) {
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "malformed_model_output", "malformed_tool_use" -> FinishReason.ERROR;
            default -> FinishReason.STOP;
        };
    }

    /** The stop reason; an answer that called tools waits for them, whatever its provider said. */
    static String stopReason(FinishReason reason, boolean called) {
        return switch (reason) {
            case STOP, PAUSE -> called ? "tool_use" : "end_turn";
            case STOP_SEQUENCE -> called ? "tool_use" : "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "content_filtered";
            case ERROR -> called ? "malformed_tool_use" : "malformed_model_output";
        };
    }
}
