package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lowest sum of cost, latency, failures, load and (lack of) priority, each as a share of the worst among the
 * candidates, each with its weight. Weights may be set for a provider while the gateway runs.
 */
public final class WeightedScore implements Strategy {
    private static final double UNKNOWN = 0.5;

    private final ScoreWeights usual;
    private final Map<String, ScoreWeights> byProvider = new ConcurrentHashMap<>();

    /** With these weights where a provider has none of its own. */
    public WeightedScore(ScoreWeights usual) {
        this.usual = usual;
    }

    /**
     * The parts of one candidate's score, each 0 (best) to 1 (worst of all).
     *
     * @param priority 0 for the highest
     */
    public record Factors(double cost, double latency, double reliability, double load, double priority) {
        /** Their sum under weights, 0 to 1. */
        public double under(ScoreWeights weights) {
            double sum = cost * weights.cost()
                    + latency * weights.latency()
                    + reliability * weights.reliability()
                    + load * weights.load()
                    + priority * weights.priority();
            return sum / weights.sum();
        }
    }

    @Override
    public String name() {
        return "weighted-score";
    }

    /** The weights that hold for a provider. */
    public ScoreWeights weights(String provider) {
        return byProvider.getOrDefault(provider, usual);
    }

    /** Sets a provider's weights from now on. */
    public void weigh(String provider, ScoreWeights weights) {
        byProvider.put(provider, weights);
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        Worst worst = Worst.of(candidates, needs);
        return Rankings.lowestFirst(
                Rankings.haveEqualWeights(candidates) ? candidates : Rankings.byWeight(candidates, moment),
                candidate -> worst.factors(candidate, needs)
                        .under(weights(candidate.target().provider())));
    }

    /** The parts of a candidate's score beside these others. */
    public static Factors factors(Candidate candidate, List<Candidate> among, Needs needs) {
        return Worst.of(among, needs).factors(candidate, needs);
    }

    /** The worst of each part, which the others are a share of. */
    private record Worst(double dollars, double millis, double load, double priority) {
        static Worst of(List<Candidate> candidates, Needs needs) {
            double dollars = 0;
            double millis = 0;
            double load = 0;
            double priority = 0;
            for (Candidate candidate : candidates) {
                double price = Cheapest.dollars(candidate, needs);
                dollars = Double.isInfinite(price) ? dollars : Math.max(dollars, price);
                millis = Math.max(millis, LowestLatency.millis(candidate, needs));
                load = Math.max(load, candidate.standing().provider().load());
                priority = Math.max(priority, priority(candidate));
            }
            return new Worst(dollars, millis, load, priority);
        }

        Factors factors(Candidate candidate, Needs needs) {
            double price = Cheapest.dollars(candidate, needs);
            double latency = LowestLatency.millis(candidate, needs);
            return new Factors(
                    Double.isInfinite(price) ? UNKNOWN : share(price, dollars),
                    latency < 0 ? UNKNOWN : share(latency, millis),
                    1 - candidate.standing().reliability(),
                    share(candidate.standing().provider().load(), load),
                    priority == 0 ? 0 : 1 - priority(candidate) / priority);
        }

        private static double priority(Candidate candidate) {
            return Math.max(
                    candidate.traits().priority(),
                    candidate.standing().provider().priority());
        }

        private static double share(double value, double most) {
            return most <= 0 ? 0 : value / most;
        }
    }
}
