package dev.eclusa.bench.routing;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** What the strategies are held against. */
final class Foils {
    private Foils() {}

    /** By chance. */
    static Strategy random() {
        return new Named("random (foil)") {
            @Override
            List<Candidate> order(List<Candidate> candidates, Moment moment) {
                Collections.shuffle(candidates, new Random(moment.random().nextLong()));
                return candidates;
            }
        };
    }

    /** The better of two drawn by chance, by a plain moving average of latency. */
    static Strategy twoChoices(ToDoubleFunction<String> average) {
        return new Named("two choices (foil)") {
            @Override
            List<Candidate> order(List<Candidate> candidates, Moment moment) {
                Collections.shuffle(candidates, new Random(moment.random().nextLong()));
                if (average.applyAsDouble(candidates.get(1).name())
                        < average.applyAsDouble(candidates.get(0).name())) {
                    Collections.swap(candidates, 0, 1);
                }
                return candidates;
            }
        };
    }

    /** One provider first, always. */
    static Strategy always(String provider) {
        return new Named("always " + provider) {
            @Override
            List<Candidate> order(List<Candidate> candidates, Moment moment) {
                candidates.sort((one, other) -> Boolean.compare(
                        other.target().provider().equals(provider),
                        one.target().provider().equals(provider)));
                return candidates;
            }
        };
    }

    private abstract static class Named implements Strategy {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        abstract List<Candidate> order(List<Candidate> candidates, Moment moment);

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
            List<Ranked> ranked = new ArrayList<>();
            for (Candidate candidate : order(new ArrayList<>(candidates), moment)) {
                ranked.add(new Ranked(candidate, ranked.size()));
            }
            return ranked;
        }
    }
}
