package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Role;
import java.util.List;

/**
 * What a caller calls the fields that Ollama has no words for.
 *
 * @param candidates how many answers
 * @param toolChoice which tool must be called
 * @param parallelTools whether several calls may come at once
 * @param reasoning how much to think
 */
record OllamaCallerNames(String candidates, String toolChoice, String parallelTools, String reasoning) {
    /** The names in a dialect. */
    static OllamaCallerNames of(String dialect) {
        return switch (dialect) {
            case "anthropic" ->
                new OllamaCallerNames("n", "tool_choice", "tool_choice.disable_parallel_tool_use", "thinking");
            case "gemini" ->
                new OllamaCallerNames(
                        "generationConfig.candidateCount",
                        "toolConfig",
                        "toolConfig",
                        "generationConfig.thinkingConfig");
            case OllamaDialect.NAME, OllamaGenerateDialect.NAME ->
                new OllamaCallerNames("n", "tool_choice", "parallel_tool_calls", "think");
            default -> new OllamaCallerNames("n", "tool_choice", "parallel_tool_calls", "reasoning_effort");
        };
    }

    /** The path of a message; dialects that keep system prompts apart count without them. */
    static String message(ChatRequest request, int index) {
        return switch (request.dialect()) {
            case "anthropic" -> "messages[" + (index - systemMessages(request)) + "]";
            case "gemini" -> "contents[" + (index - systemMessages(request)) + "]";
            default -> "messages[" + index + "]";
        };
    }

    /** The path of a part of a message. */
    static String part(ChatRequest request, int index, List<Content> content, Content part) {
        String message = message(request, index);
        int position = content.indexOf(part);
        return switch (request.dialect()) {
            case OllamaGenerateDialect.NAME -> "images[" + picturesBefore(content, position) + "]";
            case OllamaDialect.NAME -> message + ".images[" + picturesBefore(content, position) + "]";
            case "gemini" -> message + ".parts[" + position + "]";
            default -> message + ".content[" + position + "]";
        };
    }

    private static long systemMessages(ChatRequest request) {
        return request.messages().stream()
                .takeWhile(message -> message.role() == Role.SYSTEM)
                .count();
    }

    private static long picturesBefore(List<Content> content, int position) {
        return content.stream()
                .limit(Math.max(0, position))
                .filter(Content.Image.class::isInstance)
                .count();
    }
}
