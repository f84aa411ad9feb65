package dev.eclusa.engine.routing;

import dev.eclusa.engine.resilience.Standing;

/**
 * A deployment that may be chosen.
 *
 * @param model the public name it is reached under
 * @param target where it is
 * @param traits what it is
 * @param standing how it is doing
 */
public record Candidate(String model, Target target, Traits traits, Standing standing) {
    /** How logs and explanations call it: {@code provider/model}. */
    public String name() {
        return standing.name();
    }
}
