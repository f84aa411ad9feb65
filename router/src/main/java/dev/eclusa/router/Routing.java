package dev.eclusa.router;

import dev.eclusa.engine.classifying.Rule;
import dev.eclusa.engine.resilience.Hedge;
import dev.eclusa.engine.resilience.RetryBudget;
import dev.eclusa.engine.routing.Decisions;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.strategy.Strategies;
import java.util.List;

/**
 * What calls are routed with, besides the groups themselves.
 *
 * @param planner makes plans
 * @param keep what identifies a conversation
 * @param strategies those a call may ask for
 * @param rules the operator's own word on the tier of a call, the first that holds decides
 * @param retries how many repetitions there may be
 * @param hedge when a second deployment is asked while the first is slow
 * @param exhausted what becomes of a call that nobody can take
 * @param pricedOnly whether calls that a budget pays for only go where the price is known
 * @param resume whether a stream that breaks is gone on with by the next deployment
 * @param decisions what was decided
 */
public record Routing(
        Planner planner,
        Keep keep,
        Strategies strategies,
        List<Rule> rules,
        RetryBudget retries,
        Hedge hedge,
        Exhausted exhausted,
        boolean pricedOnly,
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
