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

    /**
     * A candidate and what put it where it is.
     *
     * @param score lower is better; comparable within one ranking only
     */
    record Ranked(Candidate candidate, double score) {}
}
