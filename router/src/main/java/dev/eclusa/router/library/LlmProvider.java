package dev.eclusa.router.library;

import java.time.Duration;
import java.util.OptionalLong;

/** A program's own provider: anything that turns a conversation into words. Called on virtual threads, several at a time. */
public interface LlmProvider {
    /**
     * Answers.
     *
     * @param request the conversation; its model is the part behind the slash of {@code provider/model}
     * @throws Exception when it cannot; the call moves on to the next deployment
     */
    Completion invoke(LlmRequest request) throws Exception;

    /** Whether it can be called now; one that cannot is passed over. */
    default boolean isAvailable() {
        return true;
    }

    /** How long an answer usually takes, as long as nothing was measured. */
    default Duration latencyEstimate() {
        return Duration.ofSeconds(1);
    }

    /**
     * An answer.
     *
     * @param promptTokens tokens of the conversation; empty has them estimated
     * @param outputTokens tokens of the answer; empty has them estimated
     */
    record Completion(String text, OptionalLong promptTokens, OptionalLong outputTokens) {
        /** Words whose tokens nobody counted. */
        public static Completion of(String text) {
            return new Completion(text, OptionalLong.empty(), OptionalLong.empty());
        }
    }
}
