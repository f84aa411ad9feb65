package dev.eclusa.engine.routing;

import java.util.List;

/**
 * Deployments that serve one name, and how one of them is chosen.
 *
 * @param name the public name, tier or {@code provider/model}
 * @param candidates by order, then as configured
 * @param strategy chooses among those of equal order
 * @param fallbacks groups tried when none of these answers, in order
 */
public record Group(String name, List<Candidate> candidates, Strategy strategy, List<Group> fallbacks) {
    public Group {
        candidates = List.copyOf(candidates);
        fallbacks = List.copyOf(fallbacks);
    }

    /** The same with some of its deployments only. */
    public Group only(List<Candidate> some) {
        return new Group(name, some, strategy, fallbacks);
    }

    /** The same with more groups behind. */
    public Group fallingBackTo(List<Group> more) {
        List<Group> all = new java.util.ArrayList<>(fallbacks);
        all.addAll(more);
        return new Group(name, candidates, strategy, all);
    }

    /** Whether nobody serves it. */
    public boolean isEmpty() {
        return candidates.isEmpty() && fallbacks.isEmpty();
    }

    /** The deployment named first. */
    public Target first() {
        return (candidates.isEmpty() ? fallbacks.getFirst().candidates() : candidates)
                .getFirst()
                .target();
    }
}
