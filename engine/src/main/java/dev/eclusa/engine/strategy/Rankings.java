package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Strategy.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rankings made from a score a candidate. */
final class Rankings {
    private Rankings() {}

    /** The lowest score first; equal ones by chance, the heavier more often. */
    static List<Ranked> lowestFirst(List<Candidate> candidates, Moment moment, ToDoubleFunction<Candidate> score) {
        return lowestFirst(byWeight(candidates, moment), score);
    }

    /** The lowest score first; equal ones in the order given. */
    static List<Ranked> lowestFirst(List<Candidate> candidates, ToDoubleFunction<Candidate> score) {
        List<Ranked> ranked = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            ranked.add(new Ranked(candidate, score.applyAsDouble(candidate)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score));
        return ranked;
    }

    static boolean haveEqualWeights(List<Candidate> candidates) {
        int first = candidates.getFirst().traits().weight();
        for (Candidate candidate : candidates) {
            if (candidate.traits().weight() != first) {
                return false;
            }
        }
        return true;
    }

    /**
     * A random order in which each is first in proportion to its weight, then each of the rest likewise: the keys
     * {@code -ln(u)/w} of Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006).
     */
    static List<Candidate> byWeight(List<Candidate> candidates, Moment moment) {
        record Keyed(Candidate candidate, double key) {}
        boolean equal = haveEqualWeights(candidates);
        List<Keyed> keyed = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            double uniform = 1 - moment.random().nextDouble();
            double heavy = Math.max(1.0, candidate.traits().weight());
            keyed.add(new Keyed(candidate, equal ? uniform : -Math.log(uniform) / heavy));
        }
        keyed.sort(Comparator.comparingDouble(Keyed::key));
        List<Candidate> ordered = new ArrayList<>(candidates.size());
        keyed.forEach(one -> ordered.add(one.candidate()));
        return ordered;
    }

    /** The candidates as they stand, each with its position as score. */
    static List<Ranked> inOrder(List<Candidate> candidates) {
        List<Ranked> ranked = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            ranked.add(new Ranked(candidates.get(i), i));
        }
        return ranked;
    }
}
