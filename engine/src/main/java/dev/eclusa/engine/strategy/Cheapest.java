package dev.eclusa.engine.strategy;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;

/** The lowest expected cost; those without a known price last. */
final class Cheapest implements Strategy {
    @Override
    public String name() {
        return "cost";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        return Rankings.lowestFirst(candidates, moment, candidate -> dollars(candidate, needs));
    }

    /** Expected cost in dollars; infinite when the price is unknown. */
    static double dollars(Candidate candidate, Needs needs) {
        Usage expected = Usage.of(Math.max(1, needs.promptTokens()), needs.expectedOutput());
        return candidate
                .target()
                .price()
                .map(price -> price.of(expected).nanos() / 1e9)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
