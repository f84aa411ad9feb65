package dev.eclusa.core.chat;

import dev.eclusa.core.Json;
import dev.eclusa.core.failure.Failure;
import java.util.Optional;

/**
 * A piece of an answer, in the order the model produced it. A whole answer is the fold of its events ({@link Answer}).
 *
 * <p>{@code choice} counts alternatives from 0 ({@code n}, {@code candidateCount}); most answers have one.
 */
public sealed interface ChatEvent {
    /**
     * The answer begins. Comes at most once and before all others.
     *
     * @param id the provider's id for the answer, empty when it gave none
     * @param model the model as the provider names it, empty when it did not
     */
    record Started(String id, String model) implements ChatEvent {}

    /** More text. */
    record TextDelta(int choice, String text) implements ChatEvent {}

    /** More thinking. */
    record ThinkingDelta(int choice, String text) implements ChatEvent {}

    /** The signature of the thinking block just delivered; ends that block. */
    record ThinkingSigned(int choice, String signature) implements ChatEvent {}

    /** A thinking block the provider encrypted, whole. */
    record ThinkingRedacted(int choice, String data) implements ChatEvent {}

    /** More of a refusal. */
    record RefusalDelta(int choice, String text) implements ChatEvent {}

    /**
     * A tool call begins. Fragments of several calls may interleave; {@code call} tells them apart.
     *
     * @param call counts the tool calls of this choice from 0, without gaps, in order of their start
     * @param id never empty: codecs of dialects without ids make one
     * @param signature Gemini's thought signature riding on the call
     */
    record ToolCallStarted(int choice, int call, String id, String name, Optional<String> signature)
            implements ChatEvent {}

    /** More of a tool call's arguments, a fragment of JSON text. */
    record ToolCallDelta(int choice, int call, String fragment) implements ChatEvent {}

    /** Log probabilities in OpenAI's form ({@code {"content":[…]}}) for text just delivered. */
    record Logprobs(int choice, Json value) implements ChatEvent {}

    /** Sound, whole or a fragment, in OpenAI's {@code audio} form. */
    record AudioDelta(int choice, Json value) implements ChatEvent {}

    /** A block or field only the provider's dialect knows (citations, server tool results), carried whole. */
    record Extra(int choice, String name, Json value) implements ChatEvent {}

    /** Tokens so far; cumulative, so a later report replaces or enlarges an earlier one. */
    record UsageReported(Usage usage) implements ChatEvent {}

    /**
     * A choice ended.
     *
     * @param nativeReason the provider's own word
     * @param stopSequence the stop text that ended it, where the provider tells
     */
    record Finished(int choice, FinishReason reason, String nativeReason, Optional<String> stopSequence)
            implements ChatEvent {}

    /** The provider reports a failure inside a 200. Nothing follows. */
    record Failed(Failure.OfProvider failure) implements ChatEvent {}

    /** The dialect's terminal marker was seen: the answer is whole. Nothing follows. */
    record Ended() implements ChatEvent {}
}
