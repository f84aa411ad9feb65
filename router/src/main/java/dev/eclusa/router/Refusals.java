package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** What to tell a caller whose call cannot be answered, and whether trying again may still help. */
final class Refusals {
    private static final long LEAST_REST_MILLIS = 2000;

    private Refusals() {}

    static Failure routeNotAllowed(String path) {
        return Failure.OfCaller.of(
                Failure.OfCaller.Kind.FORBIDDEN,
                "This key may not call " + path + "; its allowed_routes say what it may.");
    }

    /** One and the same body for all of them; a dialect may tell more by the reason. */
    static Failure unknownKey(Failure.OfCaller.Reason reason) {
        return Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_AUTHENTICATED,
                        "The API key is missing or not valid. Send a gateway key as 'Authorization: Bearer KEY'.")
                .because(reason);
    }

    /** The store of keys cannot be asked: 503, never 401, since the key may well be good. */
    static Failure keysUnreachable() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.STORE_UNAVAILABLE, "Keys cannot be looked up right now. Try again soon.");
    }

    /** Whoever may call some models only is not told which others there are, nor that one is not there. */
    static Failure unknownModel(Caller caller, String model, List<String> nearMatches) {
        return caller.mayCall(model, model)
                ? unknownModel(nearMatches)
                : forbiddenModel(model, caller.forbidding(model, model));
    }

    private static Failure unknownModel(List<String> nearMatches) {
        String hint = nearMatches.isEmpty()
                ? "GET /v1/models lists what can be called."
                : "Did you mean " + String.join(", ", nearMatches) + "?";
        return new Failure.OfCaller(
                Failure.OfCaller.Kind.MODEL_NOT_FOUND,
                "The model that was named does not exist here. " + hint,
                Optional.of("model"));
    }

    static Failure forbiddenModel(String model, Failure.OfCaller.Reason whose) {
        return new Failure.OfCaller(
                Failure.OfCaller.Kind.FORBIDDEN,
                "This key may not call the model '" + model + "'.",
                Optional.of("model"),
                whose);
    }

    /** As many streams as the named limit allows are under way. */
    static Failure tooManyStreams() {
        return new Failure.OfGateway(
                Failure.OfGateway.Kind.OVERLOADED,
                "The gateway has as many streams as it can carry. Try again in a second.",
                Optional.of(Duration.ofSeconds(1)));
    }

    /** What the ledger cannot hold is not done. */
    static Failure unaccountable() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.STORE_UNAVAILABLE,
                "Calls cannot be accounted right now, so none is made. Try again soon.");
    }

    static Failure deadline() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.DEADLINE, "No provider answered within the time this call may take.");
    }

    /** The group with the caller's own fallbacks behind it: those that exist and that its key may call. */
    static Group withFallbacks(Group group, List<String> names, Routes routes, Caller caller) {
        List<Group> more = new ArrayList<>();
        for (String name : names) {
            if (routes.resolve(name) instanceof Routes.Resolution.Found found
                    && caller.mayCall(name, found.group().name())) {
                more.add(found.group());
            }
        }
        return more.isEmpty() ? group : group.fallingBackTo(more);
    }

    /** A plan without anybody in it: the caller's fault when the call itself rules everybody out, else a matter of time. */
    static Failure nobodyLeft(Plan plan, long nanos, RandomGenerator random) {
        List<Obstacle> obstacles =
                plan.left().stream().flatMap(left -> left.obstacle().stream()).toList();
        if (obstacles.isEmpty()) {
            return Failure.OfCaller.invalid(
                    "No deployment of '" + plan.model() + "' can serve this call: " + reasons(plan), "model");
        }
        if (obstacles.stream().allMatch(obstacle -> obstacle.kind() == Obstacle.Kind.ACCOUNT)) {
            return refusedCredentials();
        }
        long soonest = obstacles.stream()
                .mapToLong(obstacle -> (obstacle.untilNanos() - nanos) / 1_000_000)
                .min()
                .orElse(0);
        boolean rate = obstacles.stream().allMatch(obstacle -> obstacle.kind() == Obstacle.Kind.RATE_LIMIT);
        return exhausted(rate, soonest, random);
    }

    /** Every candidate of the plan was taken or rests by the time it was its turn. */
    static Failure passedOver(Optional<Obstacle> obstacle, RandomGenerator random) {
        boolean rate = obstacle.isPresent() && obstacle.get().kind() == Obstacle.Kind.RATE_LIMIT;
        return exhausted(rate, 0, random);
    }

    private static String reasons(Plan plan) {
        StringJoiner reasons = new StringJoiner("; ", "", ".");
        plan.left().forEach(left -> reasons.add(left.candidate().name() + ": " + left.reason()));
        return reasons.toString();
    }

    private static Failure refusedCredentials() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.CREDENTIALS_REFUSED,
                "The provider does not accept the gateway's credentials. Ask whoever runs the gateway.");
    }

    private static Failure exhausted(boolean rateLimited, long soonestMillis, RandomGenerator random) {
        long least = Math.max(LEAST_REST_MILLIS, soonestMillis);
        return new Failure.OfGateway(
                rateLimited ? Failure.OfGateway.Kind.ALL_RATE_LIMITED : Failure.OfGateway.Kind.EXHAUSTED,
                "Every deployment of this model failed or rests. Try again soon.",
                Optional.of(Duration.ofMillis(least + random.nextLong(least / 4))));
    }

    /**
     * One target tried: its failure is the answer. Several: exhausted, or rate limited when all of them said so; LiteLLM's
     * users get the first one's failure.
     */
    static Failure after(List<Failure.OfProvider> failures, int targets, Manners manners, RandomGenerator random) {
        Failure.OfProvider last = manners.litellm() ? failures.getFirst() : failures.getLast();
        if (last.kind() == Kind.CREDENTIALS_REFUSED && targets == 1) {
            return refusedCredentials();
        }
        boolean tellsItsOwn = manners.litellm() && last.kind() != Kind.CREDENTIALS_REFUSED;
        if (targets == 1 || !last.movesOn() || tellsItsOwn) {
            return last;
        }
        boolean allRateLimited = failures.stream().allMatch(failure -> failure.kind() == Kind.RATE_LIMITED);
        long soonest = failures.stream()
                .mapToLong(failure -> failure.retryAfter().orElse(Duration.ZERO).toMillis())
                .min()
                .orElse(0);
        return exhausted(allRateLimited, soonest, random);
    }

    /** The pause before the targets are tried again; empty when that would not help or would not be safe. */
    static Optional<Duration> pauseBeforeRepeating(
            List<Failure.OfProvider> failures, int round, RetryPolicy retry, RandomGenerator random) {
        Failure.OfProvider last = failures.getLast();
        boolean mayPass = switch (last.kind()) {
            case UNREACHABLE, MALFORMED, RATE_LIMITED, UNAVAILABLE -> true;
            case TIMED_OUT,
                    QUOTA_SPENT,
                    CREDENTIALS_REFUSED,
                    MODEL_MISSING,
                    CONTEXT_OVERFLOW,
                    CONTENT_REFUSED,
                    REFUSED -> false;
        };
        if (!mayPass || round >= retry.maxAttempts()) {
            return Optional.empty();
        }
        Duration asked = last.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(retry.maxDelay()) > 0) {
            return Optional.empty();
        }
        Duration jittered = retry.pause(round, random);
        return Optional.of(asked.compareTo(jittered) > 0 ? asked : jittered);
    }
}
