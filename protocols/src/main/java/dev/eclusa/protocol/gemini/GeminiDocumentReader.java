package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads the documents of one answer, the only one or each chunk of a stream. Finish reasons wait for the end: a chunk
 * that has one may be followed by others, and whether a tool was called shows only then.
 */
final class GeminiDocumentReader {
    private final Map<Integer, GeminiCandidate> candidates = new TreeMap<>();
    private String blocked = "";
    private boolean started;

    void read(JsonNode document, EventSink sink) {
        if (!document.isObject()) {
            throw new MalformedAnswer("The provider sent something that is not an answer.");
        }
        if (GeminiErrors.failed(document)) {
            sink.accept(new ChatEvent.Failed(GeminiErrors.inBand(document)));
            return;
        }
        start(document, sink);
        String reason = document.path("promptFeedback").path("blockReason").asString("");
        if (!reason.isEmpty() && !reason.equals("BLOCK_REASON_UNSPECIFIED")) {
            blocked = reason;
        }
        for (JsonNode candidate : document.path("candidates")) {
            int index = candidate.path("index").asInt(0);
            candidates.computeIfAbsent(index, GeminiCandidate::new).read(candidate, sink);
        }
        if (GeminiUsage.counts(document.path("usageMetadata"))) {
            sink.accept(new ChatEvent.UsageReported(GeminiUsage.read(document.path("usageMetadata"))));
        }
    }

    private void start(JsonNode document, EventSink sink) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Started(
                    document.path("responseId").asString(""),
                    document.path("modelVersion").asString("")));
        }
    }

    /** Whether every candidate, or the prompt's refusal, has said why it ended. */
    boolean isWhole() {
        return !blocked.isEmpty()
                || (!candidates.isEmpty() && candidates.values().stream().allMatch(GeminiCandidate::isFinished));
    }

    /** The documents are over. */
    void end(EventSink sink) {
        candidates.values().forEach(candidate -> candidate.end(sink));
        if (candidates.isEmpty()) {
            sink.accept(new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER, blocked, Optional.empty()));
        }
        sink.accept(new ChatEvent.Ended());
    }
}
