package dev.eclusa.router.library;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.money.Cost;
import java.util.Optional;

/**
 * What became of a call. A provider's failure is told here, never thrown.
 *
 * @param success whether the answer is whole
 * @param text the answer's words; what had come when it broke off, empty when nothing had
 * @param provider who answered, or was tried last; empty when nobody was called
 * @param model that provider's model id
 * @param latencyMs milliseconds from the call to the end of the answer
 * @param tokensUsed prompt and answer together
 * @param cost what it cost; empty when the price is unknown
 * @param answer the answer whole, with tool calls, thinking and usage; without choices when there is none
 * @param error why there is no whole answer; present exactly when {@code success} is false
 */
public record LlmResponse(
        boolean success,
        String text,
        String provider,
        String model,
        long latencyMs,
        long tokensUsed,
        Optional<Cost> cost,
        Answer answer,
        Optional<LlmError> error) {}
