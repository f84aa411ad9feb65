package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;

/** Reads chat completion chunks. */
final class OpenAiEventDecoder implements Dialect.EventDecoder {
    private final OpenAiUsage usage;
    private final OpenAiChoices choices = new OpenAiChoices();
    private boolean started;

    OpenAiEventDecoder(OpenAiUsage usage) {
        this.usage = usage;
    }

    @Override
    public void decode(Frame frame, EventSink sink) {
        if (frame.is("[DONE]")) {
            sink.accept(new ChatEvent.Ended());
            return;
        }
        if (frame.length() == 0) {
            return;
        }
        JsonNode chunk = JsonCodec.answer(frame);
        if (!chunk.isObject()) {
            throw new MalformedAnswer("The provider sent a chunk that is not an object.");
        }
        if (failed(chunk) || frame.event().equals("error")) {
            sink.accept(new ChatEvent.Failed(OpenAiErrors.inBand(chunk)));
            return;
        }
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

    @Override
    public void end(EventSink sink) {
        if (choices.finished()) {
            sink.accept(new ChatEvent.Ended());
        }
    }

    static boolean failed(JsonNode document) {
        JsonNode error = document.path("error");
        boolean finishedInError = document.path("choices")
                .path(0)
                .path("finish_reason")
                .asString("")
                .equals("error");
        return error.isObject() || (error.isString() && !error.asString().isEmpty()) || finishedInError;
    }

    private void start(JsonNode chunk, EventSink sink) {
        String model = chunk.path("model").asString("");
        if (!started && (!model.isEmpty() || !chunk.path("id").asString("").isEmpty())) {
            started = true;
            sink.accept(new ChatEvent.Started(chunk.path("id").asString(""), model));
        }
    }
}
