package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the documents of one answer, lines of a stream and whole answers alike, of chat and of generate. */
final class OllamaDocumentReader {
    private final OllamaToolCalls calls = new OllamaToolCalls();
    private boolean started;

    /** Reads the next document. */
    void read(JsonNode document, EventSink sink) {
        if (!document.isObject()) {
            throw new MalformedAnswer("The provider sent a line that is not an object.");
        }
        if (OllamaErrors.failed(document)) {
            sink.accept(new ChatEvent.Failed(OllamaErrors.inBand(document)));
            return;
        }
        JsonNode message = document.path("message");
        boolean done = document.path("done").asBoolean(false);
        if (!message.isObject() && !document.path("response").isString() && !done) {
            throw new MalformedAnswer("The provider sent a line without an answer in it.");
        }
        start(document, sink);
        said(message.isObject() ? message : document, sink);
        logprobs(document.path("logprobs"), sink);
        if (done) {
            finish(document, sink);
        }
    }

    private void start(JsonNode document, EventSink sink) {
        String model = document.path("model").asString("");
        if (!started && !model.isEmpty()) {
            started = true;
            sink.accept(new ChatEvent.Started("", model));
        }
    }

    private void said(JsonNode said, EventSink sink) {
        OllamaThoughts.read(said, sink);
        JsonNode text = said.path("content").isString() ? said.path("content") : said.path("response");
        if (text.isString() && !text.asString().isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, text.asString()));
        }
        calls.read(said.path("tool_calls"), sink);
    }

    /** Ollama's entries are OpenAI's, in a plain list. */
    private static void logprobs(JsonNode entries, EventSink sink) {
        if (entries.isArray() && !entries.isEmpty()) {
            ObjectNode value = JsonCodec.object();
            value.set("content", entries);
            sink.accept(new ChatEvent.Logprobs(0, JsonCodec.json(value)));
        }
    }

    private void finish(JsonNode document, EventSink sink) {
        if (document.path("eval_count").isNumber()
                || document.path("prompt_eval_count").isNumber()) {
            sink.accept(new ChatEvent.UsageReported(
                    Usage.of(count(document, "prompt_eval_count"), count(document, "eval_count"))));
        }
        String word = document.path("done_reason").asString("");
        sink.accept(new ChatEvent.Finished(0, reason(word), word, Optional.empty()));
        sink.accept(new ChatEvent.Ended());
    }

    private static long count(JsonNode document, String name) {
        return Math.max(0, document.path(name).asLong(0));
    }

    /** {@code load} and {@code unload} end an answer that nobody asked words of. */
    private FinishReason reason(String word) {
        return switch (word) {
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "error" -> FinishReason.ERROR;
            default -> calls.any() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }
}
