package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;

/**
 * What a call may use and cost.
 *
 * @param tokens prompt and answer
 * @param prompt the prompt's cost, without which there is no call
 * @param whole prompt and answer; less is reserved where less is left
 */
public record Estimate(long tokens, Cost prompt, Cost whole) {
    /** Nothing. */
    public static final Estimate NOTHING = new Estimate(0, Cost.ZERO, Cost.ZERO);
}
