package dev.eclusa.engine.routing;

import dev.eclusa.engine.resilience.Obstacle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The one of a provider and its model, if it is among them. */
    public Optional<Candidate> find(String provider, String model) {
        return ranked.stream()
                .map(Strategy.Ranked::candidate)
                .filter(one -> one.target().provider().equals(provider)
                        && one.target().model().equals(model))
                .findFirst();
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

    /** The providers that may be asked. */
    public Set<String> providers() {
        return ranked.size() == 1
                ? Set.of(ranked.getFirst().candidate().target().provider())
                : ranked.stream()
                        .map(one -> one.candidate().target().provider())
                        .collect(Collectors.toSet());
    }

    /** The plan without a provider, for a reason. */
    public Plan without(String provider, String why) {
        List<Strategy.Ranked> others = new ArrayList<>();
        List<Left> all = new ArrayList<>(left);
        for (Strategy.Ranked one : ranked) {
            if (one.candidate().target().provider().equals(provider)) {
                all.add(new Left(one.candidate(), why, Optional.empty()));
            } else {
                others.add(one);
            }
        }
        return new Plan(model, strategy, others, all, reason);
    }

    /** Another plan in place of this empty one; who was left out here is still told. */
    public Plan orElse(Plan other) {
        List<Left> all = new ArrayList<>(left);
        all.addAll(other.left);
        return new Plan(other.model, other.strategy, other.ranked, all, "nobody of " + model + " was left");
    }

    /** Whether somebody who was left out can take a call of this kind at another time. */
    public boolean isMatterOfTime() {
        return left.stream().anyMatch(one -> one.obstacle().isPresent());
    }

    /** Whether all that stands in the way is that everybody has as many calls as they may have. */
    public boolean isFull() {
        return isEmpty()
                && isMatterOfTime()
                && left.stream()
                        .allMatch(one -> one.obstacle()
                                .map(obstacle -> obstacle.kind() == Obstacle.Kind.FULL)
                                .orElse(true));
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
