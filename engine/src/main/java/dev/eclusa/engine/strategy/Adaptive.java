package dev.eclusa.engine.strategy;

import dev.eclusa.engine.resilience.Reward;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.util.List;

/**
 * An online bandit: draws what each candidate may be worth from what is known of it, and takes the best draw (Thompson
 * sampling with a normal belief; "Thompson Sampling for Gaussian bandits", Agrawal and Goyal 2013). Worth is success, speed
 * and price; what is known fades within a minute, so that one that was ill is tried again.
 */
final class Adaptive implements Strategy {
    private static final double PRICE = 0.1;
    private static final double CROWDING = 0.01;

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        double dearest = 0;
        for (Candidate candidate : candidates) {
            double dollars = Cheapest.dollars(candidate, needs);
            dearest = Double.isInfinite(dollars) ? dearest : Math.max(dearest, dollars);
        }
        double most = dearest;
        return Rankings.lowestFirst(candidates, candidate -> -draw(candidate, needs, most, moment));
    }

    private static double draw(Candidate candidate, Needs needs, double dearest, Moment moment) {
        Reward reward = candidate.standing().reward();
        double drawn = reward.mean()
                + reward.deviation(moment.nanos()) * moment.random().nextGaussian();
        double dollars = Cheapest.dollars(candidate, needs);
        double price = dearest <= 0 || Double.isInfinite(dollars) ? 0 : dollars / dearest;
        return drawn - PRICE * price - CROWDING * candidate.standing().inFlight();
    }
}
