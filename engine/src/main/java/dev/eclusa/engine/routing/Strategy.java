package dev.eclusa.engine.routing;

import java.util.List;

/** Puts deployments of equal order into the order they are tried in. */
public interface Strategy {
    /** Its name in configuration, calls and explanations. */
    String name();

    /**
     * Ranks candidates, best first.
     *
     * @param candidates at least two, all able to take the call now
     */
    List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment);

    /** Whether its order is kept whatever else is known: a caller's share in an experiment does not move with caches. */
    default boolean isFinal() {
        return false;
    }

    /**
     * A candidate and what put it where it is.
     *
     * @param score lower is better; comparable within one ranking only
     */
    record Ranked(Candidate candidate, double score) {}
}
