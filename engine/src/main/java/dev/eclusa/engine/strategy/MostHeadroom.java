package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;

/** The most tokens left this minute; where no limit is known, the fewest used. */
final class MostHeadroom implements Strategy {
    @Override
    public String name() {
        return "usage";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        return Rankings.lowestFirst(candidates, moment, candidate -> used(candidate, moment));
    }

    private static double used(Candidate candidate, Moment moment) {
        long tokens = candidate.standing().tokensThisMinute(moment.nanos());
        return candidate.traits().tokensAMinute().isPresent()
                ? tokens - (double) candidate.traits().tokensAMinute().getAsLong()
                : tokens;
    }
}
