package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import dev.eclusa.core.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole answer: the fold of its events.
 *
 * @param id the provider's id, empty when it gave none
 * @param model as the provider names it
 * @param choices alternatives in order; one in most answers
 * @param usage last cumulative report, empty when the provider gave none
 * @param failure a failure reported inside the answer
 */
public record Answer(
        String id, String model, List<Choice> choices, Optional<Usage> usage, Optional<Failure.OfProvider> failure) {
    public Answer {
        choices = List.copyOf(choices);
    }

    /**
     * One alternative.
     *
     * @param content parts in the order they began
     * @param reason why it ended; {@link FinishReason#STOP} when the provider did not say
     * @param nativeReason the provider's word, empty when it did not say
     */
    public record Choice(
            List<Content> content,
            FinishReason reason,
            String nativeReason,
            Optional<String> stopSequence,
            List<Json> logprobs,
            Map<String, Json> extras) {
        public Choice {
            content = List.copyOf(content);
            logprobs = List.copyOf(logprobs);
        }
    }

    /** Folds events as they come. */
    public static final class Fold {
        private String id = "";
        private String model = "";
        private Optional<Usage> usage = Optional.empty();
        private Optional<Failure.OfProvider> failure = Optional.empty();
        private boolean ended;
        private final Map<Integer, ChoiceFold> choices = new TreeMap<>();

        /** Takes the next event. */
        public void accept(ChatEvent event) {
            switch (event) {
                case ChatEvent.Started started -> start(started);
                case ChatEvent.TextDelta delta -> choice(delta.choice()).text(delta.text());
                case ChatEvent.ThinkingDelta delta -> choice(delta.choice()).thinking(delta.text());
                case ChatEvent.ThinkingSigned signed -> choice(signed.choice()).sign(signed.signature());
                case ChatEvent.ThinkingRedacted redacted ->
                    choice(redacted.choice()).add(new Content.RedactedThinking(redacted.data(), Map.of()));
                case ChatEvent.RefusalDelta delta -> choice(delta.choice()).refusal(delta.text());
                case ChatEvent.ToolCallStarted call -> choice(call.choice()).call(call);
                case ChatEvent.ToolCallDelta delta -> choice(delta.choice()).arguments(delta);
                case ChatEvent.Logprobs logprobs ->
                    choice(logprobs.choice()).logprobs.add(logprobs.value());
                case ChatEvent.AudioDelta audio -> choice(audio.choice()).extras.put("audio", audio.value());
                case ChatEvent.Extra extra -> choice(extra.choice()).extras.put(extra.name(), extra.value());
                case ChatEvent.UsageReported report ->
                    usage = Optional.of(
                            usage.map(seen -> seen.mergeMax(report.usage())).orElse(report.usage()));
                case ChatEvent.Finished finished -> choice(finished.choice()).finish(finished);
                case ChatEvent.Failed failed -> failure = Optional.of(failed.failure());
                case ChatEvent.Ended marker -> ended = true;
            }
        }

        /** Whether the terminal marker was seen. */
        public boolean ended() {
            return ended;
        }

        /** The answer so far. */
        public Answer answer() {
            List<Choice> folded =
                    choices.values().stream().map(ChoiceFold::choice).toList();
            return new Answer(id, model, folded, usage, failure);
        }

        private void start(ChatEvent.Started started) {
            id = started.id();
            model = started.model();
        }

        private ChoiceFold choice(int index) {
            return choices.computeIfAbsent(index, key -> new ChoiceFold());
        }
    }

    /** One choice being folded: adjacent deltas of a kind make one part. */
    private static final class ChoiceFold {
        private final List<Content> parts = new ArrayList<>();
        private final List<Json> logprobs = new ArrayList<>();
        private final Map<String, Json> extras = new LinkedHashMap<>();
        private final Map<Integer, CallFold> calls = new TreeMap<>();
        private final StringBuilder open = new StringBuilder();
        private Kind openKind = Kind.NONE;
        private FinishReason reason = FinishReason.STOP;
        private String nativeReason = "";
        private Optional<String> stopSequence = Optional.empty();

        private enum Kind {
            NONE,
            TEXT,
            THINKING,
            REFUSAL
        }

        private record CallFold(int position, ChatEvent.ToolCallStarted start, StringBuilder arguments) {}

        void text(String delta) {
            open(Kind.TEXT).append(delta);
        }

        void thinking(String delta) {
            open(Kind.THINKING).append(delta);
        }

        void refusal(String delta) {
            open(Kind.REFUSAL).append(delta);
        }

        void sign(String signature) {
            String text = openKind == Kind.THINKING ? open.toString() : "";
            if (openKind != Kind.THINKING) {
                close();
            }
            open.setLength(0);
            openKind = Kind.NONE;
            parts.add(new Content.Thinking(text, Optional.of(signature), Map.of()));
        }

        void call(ChatEvent.ToolCallStarted start) {
            close();
            calls.put(start.call(), new CallFold(parts.size(), start, new StringBuilder()));
            parts.add(new Content.ToolCall(start.id(), start.name(), Json.EMPTY_OBJECT, start.signature(), Map.of()));
        }

        void arguments(ChatEvent.ToolCallDelta delta) {
            CallFold call = calls.get(delta.call());
            if (call != null) {
                call.arguments().append(delta.fragment());
            }
        }

        void add(Content part) {
            close();
            parts.add(part);
        }

        void finish(ChatEvent.Finished finished) {
            reason = finished.reason();
            nativeReason = finished.nativeReason();
            stopSequence = finished.stopSequence();
        }

        Choice choice() {
            close();
            List<Content> whole = new ArrayList<>(parts);
            for (CallFold call : calls.values()) {
                String arguments =
                        call.arguments().isEmpty() ? "{}" : call.arguments().toString();
                ChatEvent.ToolCallStarted start = call.start();
                whole.set(
                        call.position(),
                        new Content.ToolCall(
                                start.id(), start.name(), new Json(arguments), start.signature(), Map.of()));
            }
            return new Choice(whole, reason, nativeReason, stopSequence, logprobs, Map.copyOf(extras));
        }

        private StringBuilder open(Kind kind) {
            if (openKind != kind) {
                close();
                openKind = kind;
            }
            return open;
        }

        private void close() {
            String text = open.toString();
            open.setLength(0);
            switch (openKind) {
                case NONE -> {}
                case TEXT -> parts.add(Content.text(text));
                case THINKING -> parts.add(new Content.Thinking(text, Optional.empty(), Map.of()));
                case REFUSAL -> parts.add(new Content.Refusal(text, Map.of()));
            }
            openKind = Kind.NONE;
        }
    }
}
