package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One after the other. One a group, since it counts. */
final class RoundRobin implements Strategy {
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        List<Candidate> turned = new ArrayList<>(candidates);
        Collections.rotate(turned, -Math.floorMod(turn.getAndIncrement(), candidates.size()));
        return Rankings.inOrder(turned);
    }
}
