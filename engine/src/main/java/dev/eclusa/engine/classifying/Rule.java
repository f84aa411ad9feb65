package dev.eclusa.engine.classifying;

import dev.eclusa.engine.routing.Tier;

/**
 * An operator's own word on where a call goes: "code and tokens > 4000" → tier 3.
 *
 * @param text the condition as written
 * @param condition when it holds
 * @param tier where the call goes then
 */
public record Rule(String text, Condition condition, Tier tier) {
    /** Something that is true of a call or is not. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it is true of the call. */
        boolean holds(Facts facts);
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException when the condition cannot be read; the message says why and what there is
     */
    public static Rule of(String text, Tier tier) {
        return new Rule(text, new RuleReader(text).read(), tier);
    }

    /** Whether it is about the call. */
    public boolean holds(Facts facts) {
        return condition.holds(facts);
    }
}
