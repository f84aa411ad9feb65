package dev.eclusa.engine.routing;

import java.util.Comparator;
import java.util.List;

/**
 * Where a call goes: first the first target, then the next when that fails; and who was left out, and why.
 *
 * @param model the public name that was resolved
 * @param strategy what chose
 * @param ranked in order; may be empty, when nothing is left
 * @param left who was left out
 * @param reason why in this order, in a few words
 */
public record Plan(String model, String strategy, List<Strategy.Ranked> ranked, List<Left> left, String reason) {
    private static final String LAST_RESORT = "the least bad: everybody rests";

    /** A target by position. */
    public Candidate candidate(int position) {
        return ranked.get(position).candidate();
    }

    /** How many there are. */
    public int size() {
        return ranked.size();
    }

    /** The plan with the one in it that recovers soonest, when nothing but time stands in somebody's way. */
    public Plan leastBad() {
        return left.stream()
                .filter(one -> one.obstacle().isPresent())
                .min(Comparator.comparingLong(
                        one -> one.obstacle().orElseThrow().untilNanos()))
                .map(soonest -> new Plan(
                        model, strategy, List.of(new Strategy.Ranked(soonest.candidate(), 0)), left, LAST_RESORT))
                .orElse(this);
    }

    /** Whether it holds somebody who should be left alone, for want of anybody better. */
    public boolean isLastResort() {
        return reason.equals(LAST_RESORT);
    }

    /** Whether nobody is left that could take the call. */
    public boolean isEmpty() {
        return ranked.isEmpty();
    }
}
