package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What to tell a caller whose call cannot be answered, and whether trying again may still help. */
final class Refusals {
    private static final long LEAST_REST_MILLIS = 2000;

    private Refusals() {}

    static Failure unknownKey() {
        return Failure.OfCaller.of(
                Failure.OfCaller.Kind.NOT_AUTHENTICATED,
                "The API key is missing or not valid. Send a gateway key as 'Authorization: Bearer KEY'.");
    }

    static Failure unknownModel(List<String> nearMatches) {
        String hint = nearMatches.isEmpty()
                ? "GET /v1/models lists what can be called."
                : "Did you mean " + String.join(", ", nearMatches) + "?";
        return new Failure.OfCaller(
                Failure.OfCaller.Kind.MODEL_NOT_FOUND,
                "The model that was named does not exist here. " + hint,
                Optional.of("model"));
    }

    static Failure forbiddenModel(String model) {
        return new Failure.OfCaller(
                Failure.OfCaller.Kind.FORBIDDEN,
                "This key may not call the model '" + model + "'.",
                Optional.of("model"));
    }

    /** As many streams as the named limit allows are under way. */
    static Failure tooManyStreams() {
        return new Failure.OfGateway(
                Failure.OfGateway.Kind.OVERLOADED,
                "The gateway has as many streams as it can carry. Try again in a second.",
                Optional.of(Duration.ofSeconds(1)));
    }

    static Failure deadline() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.DEADLINE, "No provider answered within the time this call may take.");
    }

    /** The plan with the caller's own fallbacks behind it: those that exist and that its key may call. */
    static Plan withFallbacks(Plan plan, List<String> names, Routes routes, Caller caller) {
        if (names.isEmpty()) {
            return plan;
        }
        List<Target> targets = new ArrayList<>(plan.targets());
        for (String name : names) {
            if (routes.resolve(name) instanceof Routes.Resolution.Found found
                    && caller.mayCall(name, found.plan().model())) {
                targets.addAll(found.plan().targets());
            }
        }
        return new Plan(plan.model(), targets.stream().distinct().toList(), plan.reason());
    }

    /** One target tried: its failure is the answer. Several: exhausted, or rate limited when all of them said so. */
    static Failure after(List<Failure.OfProvider> failures, int targets, RandomGenerator random) {
        Failure.OfProvider last = failures.getLast();
        if (last.kind() == Kind.CREDENTIALS_REFUSED && targets == 1) {
            return Failure.OfGateway.of(
                    Failure.OfGateway.Kind.CREDENTIALS_REFUSED,
                    "The provider does not accept the gateway's credentials. Ask whoever runs the gateway.");
        }
        if (targets == 1 || !last.movesOn()) {
            return last;
        }
        boolean allRateLimited = failures.stream().allMatch(failure -> failure.kind() == Kind.RATE_LIMITED);
        Failure.OfGateway.Kind kind =
                allRateLimited ? Failure.OfGateway.Kind.ALL_RATE_LIMITED : Failure.OfGateway.Kind.EXHAUSTED;
        return new Failure.OfGateway(
                kind,
                "Every deployment of this model failed or rests. Try again soon.",
                Optional.of(rest(failures, random)));
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

    private static Duration rest(List<Failure.OfProvider> failures, RandomGenerator random) {
        long soonest = failures.stream()
                .mapToLong(failure -> failure.retryAfter().orElse(Duration.ZERO).toMillis())
                .min()
                .orElse(0);
        long least = Math.max(LEAST_REST_MILLIS, soonest);
        return Duration.ofMillis(least + random.nextLong(least / 4));
    }
}
