package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What all documents of an answer have in common, and what the last one adds. */
final class OllamaLines {
    private OllamaLines() {}

    /**
     * How long things took, in nanoseconds; 0 where nobody measured.
     *
     * @param prompt until the first event
     * @param answer from then on
     */
    record Durations(long prompt, long answer) {
        static final Durations UNKNOWN = new Durations(0, 0);
    }

    /** A document with its head. */
    static ObjectNode document(AnswerStyle style, String model) {
        return JsonCodec.object()
                .put("model", model.isEmpty() ? style.model() : model)
                .put("created_at", Instant.ofEpochSecond(style.createdSeconds()).toString());
    }

    /** Log probabilities as a plain list; empty when there are none of the text. */
    static JsonNode logprobs(Json openAi) {
        JsonNode content = JsonCodec.tree(openAi).path("content");
        return content.isArray() ? content : JsonCodec.array();
    }

    /** Marks a document as the last one. Every figure is there, since clients divide by some and sum others. */
    static void done(ObjectNode document, FinishReason reason, Optional<Usage> usage, Durations durations) {
        Usage counted = usage.orElse(Usage.NONE);
        document.put("done", true)
                .put("done_reason", word(reason))
                .put("total_duration", durations.prompt() + durations.answer())
                .put("load_duration", 0)
                .put("prompt_eval_count", counted.input())
                .put("prompt_eval_duration", durations.prompt())
                .put("eval_count", counted.output())
                .put("eval_duration", durations.answer());
    }

    private static String word(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
            case ERROR -> "error";
        };
    }
}
