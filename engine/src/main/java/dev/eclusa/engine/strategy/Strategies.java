package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Strategy;
import java.util.List;
import java.util.Optional;

/** The strategies by name. */
public final class Strategies {
    /** Names a configuration or a call may use. */
    public static final List<String> NAMES = List.of(
            "round-robin",
            "weighted",
            "least-connections",
            "cost",
            "latency",
            "usage",
            "weighted-score",
            "adaptive",
            Split.By.USER.strategy(),
            Split.By.SESSION.strategy());

    private final WeightedScore weightedScore;

    /** Strategies that share one weighted score, whose weights may change. */
    public Strategies(ScoreWeights weights) {
        this.weightedScore = new WeightedScore(weights);
    }

    /** The strategy of a name; one of its own for every group. */
    public Optional<Strategy> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "round-robin" -> new RoundRobin();
                    case "weighted" -> new Weighted();
                    case "least-connections" -> new LeastConnections();
                    case "cost" -> new Cheapest();
                    case "latency" -> new LowestLatency();
                    case "usage" -> new MostHeadroom();
                    case "weighted-score" -> weightedScore;
                    case "adaptive" -> new Adaptive();
                    case "split-by-user" -> new Split(Split.By.USER);
                    case "split-by-session" -> new Split(Split.By.SESSION);
                    default -> null;
                });
    }

    /** The weighted score that all groups share. */
    public WeightedScore weightedScore() {
        return weightedScore;
    }
}
