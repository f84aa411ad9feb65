package dev.eclusa.app.replay;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Planner;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.routing.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Recorded calls decided again, oldest first, under another policy. Each decision knows of the deployments what calls
 * before it had shown, as it would have then. What it would have come to is expected from the record: the tokens are those
 * of the call, the price is the policy's, latency and reliability are the deployment's means, and where an attempt may fail
 * the next of the plan counts for the rest. What a call needed (tools, pictures) is not recorded, so nothing is ruled out
 * by it.
 */
public final class Replay {
    /** The same rows give the same figures. */
    private static final long SEED = 20_261_121;

    private final Routes routes;
    private final Planner planner;
    private final TrackRecord record;
    private final Map<String, Standing> standings = new HashMap<>();
    private final RandomGenerator random = new SplittableRandom(SEED);
    private final Tally before = new Tally();
    private final Tally after = new Tally();
    private final Set<String> unseen = new HashSet<>();
    private long unresolved;
    private long priceUnknown;

    private Replay(Routes routes, Planner planner, TrackRecord record) {
        this.routes = routes;
        this.planner = planner;
        this.record = record;
    }

    /**
     * Decides calls again.
     *
     * @param rows oldest first
     * @param candidates the policy's deployments
     */
    public static ReplayReport of(List<CallRow> rows, Routes routes, Planner planner, List<Candidate> candidates) {
        Replay replay = new Replay(routes, planner, TrackRecord.of(rows));
        candidates.forEach(candidate -> replay.standings.put(candidate.name(), candidate.standing()));
        rows.forEach(replay::call);
        return new ReplayReport(
                rows.size(), replay.unresolved, replay.priceUnknown, replay.unseen, replay.before, replay.after);
    }

    private void call(CallRow row) {
        long nanos = row.begin().beganAtMillis() * 1_000_000;
        if (row.outcome() == Outcome.CANCELLED || !decide(row, nanos)) {
            unresolved++;
        }
        row.attempts().forEach(attempt -> learn(attempt, nanos));
    }

    private boolean decide(CallRow row, long nanos) {
        if (!(routes.resolve(row.begin().requestedModel()) instanceof Routes.Resolution.Found found)) {
            return false;
        }
        Needs needs = new Needs(
                row.usage().input(),
                OptionalLong.of(row.usage().output()),
                Set.of(),
                Needs.Wishes.NONE,
                false,
                "",
                new Needs.Origin(row.begin().caller().user(), ""),
                Needs.Forms.ANY);
        Plan plan = planner.plan(found.group(), needs, new Moment(nanos, random));
        if (plan.isEmpty()) {
            return false;
        }
        before.add(
                row.provider() + "/" + row.model(),
                row.cost().map(Replay::dollars),
                row.outcome() == Outcome.SUCCESS ? Optional.of((double) row.latencyMillis()) : Optional.empty(),
                row.outcome() == Outcome.SUCCESS ? 1 : 0);
        expect(row, plan);
        return true;
    }

    /** The expected cost, latency and success of a plan whose attempts fail as often as they did. */
    private void expect(CallRow row, Plan plan) {
        double reached = 1;
        double cost = 0;
        double millis = 0;
        boolean priced = true;
        boolean timed = true;
        for (Strategy.Ranked ranked : plan.ranked()) {
            Target target = ranked.candidate().target();
            if (record.reliability(target.name()).isEmpty()) {
                unseen.add(target.name());
            }
            double success = record.reliability(target.name()).orElse(1.0);
            Optional<Double> price = charged(target, row);
            Optional<Double> latency = record.latencyMillis(target.name());
            priced &= price.isPresent();
            timed &= latency.isPresent() || success == 0;
            cost += reached * success * price.orElse(0.0);
            millis += reached * latency.orElse(0.0);
            reached *= 1 - success;
            if (reached < 1e-9) {
                break;
            }
        }
        priceUnknown += priced ? 0 : 1;
        after.add(
                plan.candidate(0).target().name(),
                priced ? Optional.of(cost) : Optional.empty(),
                timed ? Optional.of(millis) : Optional.empty(),
                1 - reached);
    }

    private static Optional<Double> charged(Target target, CallRow row) {
        Optional<Price> price = target.price();
        return price.map(known -> dollars(known.of(row.usage())));
    }

    private static double dollars(Cost cost) {
        return cost.nanos() / 1e9;
    }

    /** What an attempt shows of its deployment, as the gateway would have seen it. */
    private void learn(Attempt attempt, long nanos) {
        Standing standing = standings.get(attempt.provider() + "/" + attempt.model());
        Optional<Permit> permit = standing == null ? Optional.empty() : standing.enter(nanos);
        long took = attempt.latencyMillis() * 1_000_000;
        switch (attempt.outcome()) {
            case SUCCESS ->
                permit.ifPresent(place ->
                        place.succeeded(nanos + took, took, 0, attempt.usage().total()));
            case CANCELLED -> permit.ifPresent(Permit::ignored);
            case ERROR, INCOMPLETE, INTERRUPTED -> permit.ifPresent(place -> place.failed(nanos + took, true));
        }
    }
}
