package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortest expected wait: latency as its peaks tell it, times the calls in flight, to which some are added so that a few
 * more or less do not outweigh a slower provider. Among more than eight, the better of two drawn by chance ("The power of
 * two choices", Mitzenmacher 2001). One call in a hundred explores. The constants are those that did best in
 * {@code bench/routing.sh}.
 */
final class LowestLatency implements Strategy {
    private static final int ALL_COMPARED = 8;
    private static final double EXPLORING = 0.01;
    private static final double TOKENS_COMPARED = 100;
    private static final double ADDED_CALLS = 20;
    private static final double NEVER_MEASURED_MILLIS = 200;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        double assumed = typical(candidates, needs);
        List<Ranked> ranked = Rankings.lowestFirst(candidates, moment, candidate -> score(candidate, needs, assumed));
        if (candidates.size() > ALL_COMPARED) {
            int one = moment.random().nextInt(ranked.size());
            int other = moment.random().nextInt(ranked.size());
            ranked.addFirst(ranked.remove(Math.min(one, other)));
        } else if (moment.random().nextDouble() < EXPLORING) {
            ranked.addFirst(ranked.remove(moment.random().nextInt(ranked.size())));
        }
        return ranked;
    }

    private static double score(Candidate candidate, Needs needs, double assumed) {
        double known = millis(candidate, needs);
        return (known < 0 ? assumed : known) * (candidate.standing().inFlight() + ADDED_CALLS);
    }

    /** Expected milliseconds of an answer of ordinary length; negative while never measured. */
    static double millis(Candidate candidate, Needs needs) {
        double first = candidate.standing().firstTokenMillis();
        double token = Math.max(0, candidate.standing().tokenMillis());
        return first < 0 ? first : first + token * Math.min(TOKENS_COMPARED, (double) needs.expectedOutput());
    }

    /** What is assumed of those never measured: the middle of the others. */
    static double typical(List<Candidate> candidates, Needs needs) {
        List<Double> known = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            double millis = millis(candidate, needs);
            if (millis >= 0) {
                known.add(millis);
            }
        }
        known.sort(null);
        return known.isEmpty() ? NEVER_MEASURED_MILLIS : known.get(known.size() / 2);
    }
}
