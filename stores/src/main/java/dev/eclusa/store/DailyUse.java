package dev.eclusa.store;

import dev.eclusa.core.money.Cost;
import java.time.LocalDate;

/**
 * What was used on a day by a key of a user, team and organization, of a provider's model.
 */
public record DailyUse(
        LocalDate day,
        String key,
        String user,
        String team,
        String organization,
        String provider,
        String model,
        int tier,
        Use use) {
    /**
     * Figures, added up.
     *
     * @param failed requests that were not answered whole
     * @param unpriced requests whose price is not known
     */
    public record Use(
            long requests, long failed, long unpriced, long input, long output, long cached, long tokens, Cost cost) {
        /** Nothing. */
        public static final Use NONE = new Use(0, 0, 0, 0, 0, 0, 0, Cost.ZERO);

        /** Both together. */
        public Use plus(Use other) {
            return new Use(
                    requests + other.requests,
                    failed + other.failed,
                    unpriced + other.unpriced,
                    input + other.input,
                    output + other.output,
                    cached + other.cached,
                    tokens + other.tokens,
                    cost.plus(other.cost));
        }

        /** What is left of it without others that are in it. */
        public Use less(Use others) {
            return new Use(
                    requests - others.requests,
                    failed - others.failed,
                    unpriced - others.unpriced,
                    input - others.input,
                    output - others.output,
                    cached - others.cached,
                    tokens - others.tokens,
                    new Cost(cost.nanos() - others.cost.nanos()));
        }
    }
}
