package dev.eclusa.protocol.pipe;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.ThinkTagDialect;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.openai.OpenAiWhole;
import dev.eclusa.protocol.responses.ResponsesDialect;
import dev.eclusa.protocol.responses.ResponsesWhole;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer that was held whole: what to send, and what was counted in it.
 *
 * @param body for the client, in its dialect; empty when the tally holds a failure
 * @param tally what was counted
 */
public record WholeAnswer(byte[] body, AnswerTally tally) {
    /**
     * Reads a provider's whole answer for a client.
     *
     * @param plain whether the provider has no quirk in how it counts, so that figures may be read from the bytes
     */
    public static WholeAnswer of(byte[] body, Dialect from, Dialect to, boolean plain, AnswerStyle style) {
        AnswerTally tally = new AnswerTally();
        try {
            byte[] answer = from.name().equals(to.name()) && !(from instanceof ThinkTagDialect)
                    ? passed(body, from, plain, style, tally)
                    : translated(body, from, to, style, tally);
            return new WholeAnswer(answer, tally);
        } catch (MalformedAnswer malformed) {
            tally.failed(malformed.failure());
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject malformed) {
            tally.failed(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider sent something that is not an answer."));
        }
        return new WholeAnswer(new byte[0], tally);
    }

    /** Reads the answer to a task other than chat, which goes to the client as it is, JSON or not. */
    public static WholeAnswer ofTask(byte[] body, Dialect dialect, AnswerStyle style) {
        AnswerTally tally = new AnswerTally();
        Optional<JsonIndex> document = jsonObject(body);
        if (document.isEmpty()) {
            tally.finished(FinishReason.STOP);
            tally.ended();
            return new WholeAnswer(body, tally);
        }
        if (document.get().kind(document.get().find("error")) == '{') {
            dialect.answers().decode(body, tally);
            return new WholeAnswer(body, tally);
        }
        OpenAiWhole.countTask(document.get(), tally);
        return new WholeAnswer(withCost(document.get(), style, tally), tally);
    }

    /** Reads the vectors of a provider that takes the client's own form; they go on as they are. */
    public static WholeAnswer ofVectors(byte[] body, Dialect dialect, Function<JsonIndex, Optional<Usage>> usage) {
        AnswerTally tally = new AnswerTally();
        Optional<JsonIndex> answer = document(body);
        if (answer.isEmpty()) {
            tally.failed(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider sent something that is not an answer."));
        } else if (answer.get().has("error")) {
            dialect.answers().decode(body, tally);
        } else {
            usage.apply(answer.get()).ifPresent(tally::usage);
            tally.finished(FinishReason.STOP);
            tally.ended();
        }
        return new WholeAnswer(body, tally);
    }

    private static Optional<JsonIndex> jsonObject(byte[] body) {
        try {
            return document(body);
        } catch (JsonIndex.NotAnObject other) {
            return Optional.empty();
        }
    }

    private static byte[] passed(byte[] body, Dialect dialect, boolean plain, AnswerStyle style, AnswerTally tally) {
        Optional<JsonIndex> document = document(body);
        if (document.isEmpty()) {
            return translated(body, dialect, dialect, style, tally);
        }
        JsonIndex index = document.get();
        boolean openAi = dialect.name().equals("openai");
        boolean counted = switch (dialect.name()) {
            case "openai" -> plain && OpenAiWhole.count(index, tally);
            case ResponsesDialect.NAME -> ResponsesWhole.count(index, tally);
            default -> false;
        };
        if (!counted) {
            dialect.answers().decode(body, tally);
        }
        return openAi ? withCost(index, style, tally) : body;
    }

    /** Adds {@code cost} to the usage shown, where it is known and the provider has not said one. */
    private static byte[] withCost(JsonIndex index, AnswerStyle style, AnswerTally tally) {
        int usage = index.find("usage");
        String cost = tally.usage().map(style.priced()::cost).orElse("");
        if (cost.isEmpty() || index.kind(usage) != '{') {
            return index.bytes();
        }
        int start = index.valueStart(usage);
        JsonIndex nested = JsonIndex.of(index.bytes(), start, index.valueEnd(usage) - start);
        return nested.find("cost") >= 0
                ? index.bytes()
                : new BodyEditor(nested).set("cost", cost).bytes();
    }

    private static byte[] translated(byte[] body, Dialect from, Dialect to, AnswerStyle style, AnswerTally tally) {
        Answer.Fold fold = new Answer.Fold();
        EventSink both = event -> {
            tally.accept(event);
            fold.accept(event);
        };
        if (document(body).isPresent()) {
            from.answers().decode(body, both);
        } else {
            frames(body, from, both);
        }
        return tally.failure().isPresent() ? new byte[0] : to.answers().encode(fold.answer(), style);
    }

    private static void frames(byte[] body, Dialect from, EventSink sink) {
        Dialect.EventDecoder decoder = from.newDecoder();
        FrameSplitter splitter = new FrameSplitter(from.name().startsWith("ollama"));
        splitter.feed(body, 0, body.length, (frame, rawStart, rawEnd) -> decoder.decode(frame, sink));
        splitter.end((frame, rawStart, rawEnd) -> decoder.decode(frame, sink));
        decoder.end(sink);
    }

    /** The body when it is one JSON object; several lines of them (Ollama), an array (Gemini), or events, are not. */
    private static Optional<JsonIndex> document(byte[] body) {
        try {
            return Optional.of(JsonIndex.of(body));
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject several) {
            return Optional.empty();
        }
    }
}
