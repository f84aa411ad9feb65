package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.GeneratedIds;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One candidate being read, over all chunks it comes in. */
final class GeminiCandidate {
    private final int index;
    private final Set<String> ids = new HashSet<>();
    private int calls;
    private String reason = "";
    private @Nullable GeminiPartialCall partial;

    GeminiCandidate(int index) {
        this.index = index;
    }

    void read(JsonNode candidate, EventSink sink) {
        for (JsonNode part : candidate.path("content").path("parts")) {
            part(part, sink);
        }
        JsonNode logprobs = candidate.path("logprobsResult");
        if (logprobs.path("chosenCandidates").isArray()) {
            sink.accept(new ChatEvent.Logprobs(index, GeminiLogprobs.read(logprobs)));
        }
        JsonNode said = candidate.path("finishReason");
        if (said.isIntegralNumber()) {
            reason = GeminiWords.named(said.asInt(0));
        } else if (!said.asString("").isEmpty()) {
            reason = said.asString("");
        }
    }

    boolean isFinished() {
        return !reason.isEmpty();
    }

    void end(EventSink sink) {
        endPartial(sink);
        sink.accept(new ChatEvent.Finished(index, GeminiWords.reason(reason, calls > 0), reason, Optional.empty()));
    }

    private void part(JsonNode part, EventSink sink) {
        JsonNode call = RequestFields.value(part, "functionCall");
        if (call.isObject()) {
            call(part, call, sink);
        } else if (part.path("text").isString()) {
            text(part, sink);
        } else if (part.isObject() && !part.isEmpty()) {
            String name = part.propertyNames().iterator().next();
            sink.accept(new ChatEvent.Extra(index, name, JsonCodec.json(part)));
        }
    }

    private void text(JsonNode part, EventSink sink) {
        String text = part.path("text").asString("");
        boolean thought = part.path("thought").asBoolean(false);
        if (!text.isEmpty()) {
            sink.accept(thought ? new ChatEvent.ThinkingDelta(index, text) : new ChatEvent.TextDelta(index, text));
        }
        if (thought) {
            signature(part).ifPresent(proof -> sink.accept(new ChatEvent.ThinkingSigned(index, proof)));
        }
    }

    private void call(JsonNode part, JsonNode call, EventSink sink) {
        String name = call.path("name").asString("");
        boolean continues = RequestFields.value(call, "willContinue").asBoolean(false);
        if (!name.isEmpty()) {
            endPartial(sink);
            started(part, call, name, sink);
            partial = continues ? new GeminiPartialCall() : null;
        }
        GeminiPartialCall open = partial;
        if (open != null) {
            RequestFields.value(call, "partialArgs").forEach(open::take);
            if (!continues) {
                endPartial(sink);
            }
        } else if (!name.isEmpty()) {
            JsonNode args = call.path("args");
            argued(args.isObject() ? JsonCodec.text(args) : "{}", sink);
        }
    }

    private void started(JsonNode part, JsonNode call, String name, EventSink sink) {
        String given = call.path("id").asString("");
        String id = given.isEmpty() || !ids.add(given) ? GeneratedIds.call() : given;
        sink.accept(new ChatEvent.ToolCallStarted(index, calls++, id, name, signature(part)));
    }

    private void argued(String arguments, EventSink sink) {
        sink.accept(new ChatEvent.ToolCallDelta(index, calls - 1, arguments));
    }

    private void endPartial(EventSink sink) {
        if (partial != null) {
            argued(partial.arguments(), sink);
            partial = null;
        }
    }

    private static Optional<String> signature(JsonNode part) {
        String proof = RequestFields.value(part, "thoughtSignature").asString("");
        return proof.isEmpty() ? Optional.empty() : Optional.of(proof);
    }
}
