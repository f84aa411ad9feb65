package dev.eclusa.engine.accounting;

import java.util.Map;
import java.util.Optional;

/**
 * Limits that many share by name, and limits of single routes.
 *
 * @param byName what each plan gives, where an account says nothing else
 * @param usual the plan of a key that names none; empty for none
 * @param routes what each key may on a path, such as {@code /v1/chat/completions}
 */
public record Plans(Map<String, Allowance> byName, String usual, Map<String, Allowance> routes) {
    /** Nothing is limited. */
    public static final Plans NONE = new Plans(Map.of(), "", Map.of());

    /** Whether there is a plan of this name. */
    public boolean knows(String name) {
        return byName.containsKey(name);
    }

    /** What an account may: what it says itself, and what its plan gives for the rest. */
    public Allowance applied(Allowance own, String plan) {
        return Optional.ofNullable(byName.get(plan)).map(own::orElse).orElse(own);
    }
}
