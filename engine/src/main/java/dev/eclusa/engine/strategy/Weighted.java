package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;

/** By chance, each in proportion to its weight. */
final class Weighted implements Strategy {
    @Override
    public String name() {
        return "weighted";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        return Rankings.inOrder(Rankings.byWeight(candidates, moment));
    }
}
