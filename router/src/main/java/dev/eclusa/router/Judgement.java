package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.resilience.Standing;
import java.time.Duration;
import java.util.Optional;

/** What the end of an attempt says of its deployment. The caller's own mistakes and cancels say nothing. */
final class Judgement {
    private static final int UNAUTHORIZED = 401;

    private Judgement() {}

    static void ignored(Optional<Permit> permit) {
        permit.ifPresent(Permit::ignored);
    }

    /**
     * The attempt failed before anything of it was delivered.
     *
     * @param hurried whether the caller set a deadline of its own, so that being late is not the deployment's fault
     */
    static void failed(Optional<Permit> permit, Failure.OfProvider failure, boolean hurried) {
        if (permit.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        Standing standing = permit.get().standing();
        switch (failure.kind()) {
            case UNREACHABLE, MALFORMED, UNAVAILABLE -> permit.get().failed(now, true);
            case TIMED_OUT -> permit.get().failed(now, !hurried);
            case RATE_LIMITED -> permit.get().failed(now, false);
            case QUOTA_SPENT -> {
                permit.get().failed(now, false);
                standing.restForAccount(true, now);
            }
            case CREDENTIALS_REFUSED -> {
                permit.get().failed(now, false);
                standing.restForAccount(failure.providerStatus() == UNAUTHORIZED, now);
            }
            case MODEL_MISSING, CONTEXT_OVERFLOW, CONTENT_REFUSED, REFUSED ->
                permit.get().ignored();
        }
        failure.retryAfter().filter(rest -> !rest.isZero()).ifPresent(rest -> standing.restFor(rest, now));
    }

    /**
     * The attempt answered, or part of it was delivered.
     *
     * @param firstNanos from the request sent to the first content
     * @param rest how long the provider asks to be left alone
     */
    static void ended(Optional<Permit> permit, Outcome outcome, Optional<Usage> usage, long firstNanos, Duration rest) {
        if (permit.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        switch (outcome) {
            case SUCCESS ->
                permit.get()
                        .succeeded(
                                now,
                                Math.max(0, firstNanos),
                                usage.map(Usage::output).orElse(0L),
                                usage.map(Usage::total).orElse(0L));
            case CANCELLED -> permit.get().ignored();
            default -> permit.get().failed(now, true);
        }
        if (!rest.isZero()) {
            permit.get().standing().restFor(rest, now);
        }
    }
}
