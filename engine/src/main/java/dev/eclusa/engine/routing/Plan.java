package dev.eclusa.engine.routing;

import java.util.List;

/**
 * Where a call goes: first the first target, then the next when that fails.
 *
 * @param model the public name that was resolved
 * @param targets in order, at least one
 * @param reason why in this order, in a few words
 */
public record Plan(String model, List<Target> targets, String reason) {
    public Plan {
        targets = List.copyOf(targets);
    }
}
