package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.EventSink;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The choices of one answer, of chunks and of whole answers alike. */
final class OpenAiChoices {
    private final Map<Integer, OpenAiChoice> choices = new TreeMap<>();
    private final boolean whole;

    /** Choices to be read from chunks, or from one whole answer. */
    OpenAiChoices(boolean whole) {
        this.whole = whole;
    }

    /** Whether every choice seen has ended, and some was seen. */
    boolean finished() {
        return !choices.isEmpty() && choices.values().stream().allMatch(OpenAiChoice::isFinished);
    }

    /** Reads one choice and what it says: a chunk's {@code delta} or an answer's {@code message}. */
    void read(JsonNode choice, JsonNode said, EventSink sink) {
        int index = choice.path("index").asInt(whole ? choices.size() : 0);
        choices.computeIfAbsent(index, number -> new OpenAiChoice(number, whole))
                .read(choice, said, sink);
    }

    /** Ends choices of a whole answer that gave no reason. */
    void finish(EventSink sink) {
        choices.values().forEach(choice -> choice.finish("", "", Optional.empty(), sink));
    }

    static FinishReason reason(String reason, boolean called) {
        FinishReason read = switch (reason) {
            case "length", "model_length", "max_tokens" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTER;
            case "error", "insufficient_system_resource", "network_error" -> FinishReason.ERROR;
            default -> FinishReason.STOP;
        };
        return called && read == FinishReason.STOP ? FinishReason.TOOL_CALLS : read;
    }

    static Optional<String> string(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? Optional.of(node.asString()) : Optional.empty();
    }
}
