package dev.eclusa.store;

import dev.eclusa.core.money.Cost;
import java.util.Map;
import java.util.Optional;

/**
 * What was used over some days.
 *
 * @param organization whose, empty for all
 * @param byModel sums by {@code tierN/model}, or by model where there is no tier; dearest first
 */
public record UsageReport(Optional<String> organization, Map<String, Sum> byModel) {
    /** Requests, tokens and cost, added up. */
    public record Sum(long requests, long tokens, Cost cost) {
        /** Nothing. */
        public static final Sum NONE = new Sum(0, 0, Cost.ZERO);

        /** Both together. */
        public Sum plus(Sum other) {
            return new Sum(requests + other.requests, tokens + other.tokens, cost.plus(other.cost));
        }
    }

    /** All models together. */
    public Sum summary() {
        return byModel.values().stream().reduce(Sum.NONE, Sum::plus);
    }
}
