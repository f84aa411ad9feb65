package dev.eclusa.core.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the answer is drawn; empty means the provider's default.
 *
 * @param maxTokens most tokens to generate, thinking included
 * @param temperature 0 to 2; codecs clamp to their provider's range
 * @param topP 0 to 1
 * @param topK most likely tokens to draw from
 * @param stop texts that end the answer
 * @param seed kept as text of an integer that may pass 2⁵³
 * @param presencePenalty -2 to 2
 * @param frequencyPenalty -2 to 2
 * @param candidates how many answers ({@code n}, {@code candidateCount})
 * @param logprobs whether log probabilities of the chosen tokens are wanted
 * @param topLogprobs how many alternatives with them
 */
public record Sampling(
        OptionalLong maxTokens,
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt topK,
        List<String> stop,
        Optional<String> seed,
        OptionalDouble presencePenalty,
        OptionalDouble frequencyPenalty,
        OptionalInt candidates,
        boolean logprobs,
        OptionalInt topLogprobs) {
    /** The provider's defaults throughout. */
    public static final Sampling DEFAULT = new Sampling(
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            false,
            OptionalInt.empty());

    public Sampling {
        stop = List.copyOf(stop);
    }
}
