package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.FinishReason;

/** Finish reasons in both directions. */
final class CohereWords {
    private CohereWords() {}

    /** Whether a finish reason is no end but a failure. */
    static boolean isFailure(String reason) {
        return reason.equals("ERROR") || reason.equals("TIMEOUT");
    }

    static FinishReason reason(String said) {
        return switch (said) {
            case "STOP_SEQUENCE" -> FinishReason.STOP_SEQUENCE;
            case "MAX_TOKENS", "ERROR_LIMIT" -> FinishReason.LENGTH;
            case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
            case "ERROR_TOXIC" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /** The finish reason; an answer that called tools waits for them, whatever its provider said. */
    static String finishReason(FinishReason reason, boolean called) {
        return switch (reason) {
            case STOP, PAUSE -> called ? "TOOL_CALL" : "COMPLETE";
            case STOP_SEQUENCE -> called ? "TOOL_CALL" : "STOP_SEQUENCE";
            case LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS -> "TOOL_CALL";
            case CONTENT_FILTER -> "ERROR_TOXIC";
            case ERROR -> "ERROR";
        };
    }
}
