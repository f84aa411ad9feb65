package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads chat completion chunks. */
final class OpenAiEventDecoder implements Dialect.EventDecoder {
    /** Finish reasons that say the provider broke off. */
    private static final Set<String> BROKEN = Set.of("error", "insufficient_system_resource", "network_error");

    private final OpenAiUsage usage;
    private final OpenAiChoices choices = new OpenAiChoices(false);
    private boolean started;
    private boolean over;

    OpenAiEventDecoder(OpenAiUsage usage) {
        this.usage = usage;
    }

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (over || frame.length() == 0) {
            return;
        }
        if (frame.is("[DONE]")) {
            end(new ChatEvent.Ended(), sink);
            return;
        }
        JsonNode chunk = JsonCodec.answer(frame);
        if (!chunk.isObject()) {
            throw new MalformedAnswer("The provider sent a chunk that is not an object.");
        }
        if (failed(chunk) || frame.event().equals("error")) {
            end(new ChatEvent.Failed(OpenAiErrors.inBand(chunk)), sink);
            return;
        }
        chunk(chunk, sink);
    }

    @Override
    public void end(EventSink sink) {
        if (!over && choices.finished()) {
            end(new ChatEvent.Ended(), sink);
        }
    }

    private void end(ChatEvent last, EventSink sink) {
        over = true;
        sink.accept(last);
    }

    private void chunk(JsonNode chunk, EventSink sink) {
        start(chunk, sink);
        for (JsonNode choice : chunk.path("choices")) {
            JsonNode delta = choice.path("delta");
            choices.read(choice, delta.isObject() ? delta : choice.path("message"), sink);
        }
        JsonNode report = chunk.path("usage").isObject()
                ? chunk.path("usage")
                : chunk.path("x_groq").path("usage");
        if (report.isObject()) {
            sink.accept(new ChatEvent.UsageReported(usage.read(report)));
        }
    }

    /** Whether a chunk or an answer reports a failure inside a 200. */
    static boolean failed(JsonNode document) {
        JsonNode error = document.path("error");
        String reason = document.path("choices").path(0).path("finish_reason").asString("");
        return error.isObject()
                || OpenAiChoices.string(error).isPresent()
                || OpenAiChoices.string(document.path("x_groq").path("error")).isPresent()
                || BROKEN.contains(reason);
    }

    private void start(JsonNode chunk, EventSink sink) {
        String id = chunk.path("id").asString("");
        String model = chunk.path("model").asString("");
        boolean named = !(id.isEmpty() && model.isEmpty());
        if (!started && (named || !chunk.path("choices").isEmpty())) {
            started = true;
            sink.accept(new ChatEvent.Started(id, model));
        }
    }
}
