package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.FinishReason;

/** Finish reasons in both directions (Google's reference of {@code FinishReason}, read 2026-08). */
final class GeminiWords {
    /** Names by their number, which some clients' recordings show instead. */
    private static final String[] NUMBERED = {
        "FINISH_REASON_UNSPECIFIED",
        "STOP",
        "MAX_TOKENS",
        "SAFETY",
        "RECITATION",
        "OTHER",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "MALFORMED_FUNCTION_CALL"
    };

    private GeminiWords() {}

    /** The reason by its name. */
    static String named(int number) {
        return number >= 0 && number < NUMBERED.length ? NUMBERED[number] : "OTHER";
    }

    /** What a reason means; an answer that called tools waits for them. */
    static FinishReason reason(String reason, boolean called) {
        return switch (reason) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "JAILBREAK",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION",
                    "NO_IMAGE",
                    "IMAGE_OTHER" -> called ? FinishReason.TOOL_CALLS : FinishReason.CONTENT_FILTER;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
                called ? FinishReason.TOOL_CALLS : FinishReason.ERROR;
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    /** The word for a reason; calls end with STOP here. */
    static String finishReason(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
            case ERROR -> "OTHER";
        };
    }
}
