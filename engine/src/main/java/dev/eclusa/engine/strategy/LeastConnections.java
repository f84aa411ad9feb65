package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;

/** The fewest calls in flight for its weight. */
final class LeastConnections implements Strategy {
    @Override
    public String name() {
        return "least-connections";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        return Rankings.lowestFirst(
                candidates,
                moment,
                candidate -> (double) candidate.standing().inFlight()
                        / Math.max(1, candidate.traits().weight()));
    }
}
