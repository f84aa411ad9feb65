package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One choice being read. */
final class OpenAiChoice {
    /** Fields of a message that are carried whole. */
    static final List<String> CARRIED = List.of("annotations", "images");

    private final int index;
    private final OpenAiToolCalls calls;
    private final OpenAiThoughts thoughts;
    private boolean finished;

    OpenAiChoice(int index, boolean whole) {
        this.index = index;
        this.calls = new OpenAiToolCalls(index, whole);
        this.thoughts = new OpenAiThoughts(index, whole);
    }

    boolean isFinished() {
        return finished;
    }

    void read(JsonNode choice, JsonNode said, EventSink sink) {
        thoughts.read(said, sink);
        content(said.path("content"), sink);
        OpenAiChoices.string(said.path("refusal"))
                .ifPresent(text -> sink.accept(new ChatEvent.RefusalDelta(index, text)));
        calls.read(said, sink);
        carried(choice, said, sink);
        String reason = choice.path("finish_reason").asString("");
        if (!reason.isEmpty()) {
            String own = choice.path("native_finish_reason").asString("");
            finish(reason, own.isEmpty() ? reason : own, OpenAiChoices.string(choice.path("stop_reason")), sink);
        }
    }

    void finish(String reason, String nativeReason, Optional<String> stop, EventSink sink) {
        if (finished) {
            return;
        }
        finished = true;
        calls.end(sink);
        FinishReason read = OpenAiChoices.reason(reason, calls.any());
        boolean stopped = read == FinishReason.STOP && stop.isPresent();
        sink.accept(new ChatEvent.Finished(
                index, stopped ? FinishReason.STOP_SEQUENCE : read, nativeReason, stopped ? stop : Optional.empty()));
    }

    private void content(JsonNode content, EventSink sink) {
        OpenAiChoices.string(content).ifPresent(text -> text(text, sink));
        if (!content.isArray()) {
            return;
        }
        for (JsonNode part : content) {
            if (part.path("type").asString("").equals("thinking")) {
                thoughts.part(part, sink);
            } else {
                OpenAiChoices.string(part.path("text")).ifPresent(text -> text(text, sink));
            }
        }
    }

    private void text(String text, EventSink sink) {
        sink.accept(new ChatEvent.TextDelta(index, text));
    }

    private void carried(JsonNode choice, JsonNode said, EventSink sink) {
        if (said.path("audio").isObject()) {
            sink.accept(new ChatEvent.AudioDelta(index, JsonCodec.json(said.path("audio"))));
        }
        for (String name : CARRIED) {
            if (said.path(name).isArray() && !said.path(name).isEmpty()) {
                sink.accept(new ChatEvent.Extra(index, name, JsonCodec.json(said.path(name))));
            }
        }
        if (choice.path("logprobs").isObject()) {
            sink.accept(new ChatEvent.Logprobs(index, JsonCodec.json(choice.path("logprobs"))));
        }
    }
}
