package dev.eclusa.router;

import dev.eclusa.engine.resilience.RetryBudget;
import dev.eclusa.engine.routing.Decisions;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.strategy.Strategies;

/**
 * What calls are routed with, besides the groups themselves.
 *
 * @param planner makes plans
 * @param keep what identifies a conversation
 * @param strategies those a call may ask for
 * @param retries how many repetitions there may be
 * @param leastBad whether a call that nobody can take goes to who recovers soonest
 * @param resume whether a stream that breaks is gone on with by the next deployment
 * @param decisions what was decided
 */
public record Routing(
        Planner planner,
        Keep keep,
        Strategies strategies,
        RetryBudget retries,
        boolean leastBad,
        boolean resume,
        Decisions decisions) {
    /** What identifies a conversation that is to stay where it is. */
    public enum Keep {
        /** Nothing: none stays. */
        NOTHING,
        /** The session a caller names. */
        SESSIONS,
        /** That, or the beginning of a long prompt. */
        PROMPTS
    }
}
