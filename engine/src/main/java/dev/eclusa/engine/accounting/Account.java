package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a key, user, team or organization has used and spent, beside what it may. Safe for several threads; no method waits
 * for anything but another one. What is in flight counts as spent.
 */
public final class Account {
    private final String name;
    private final Clock clock;
    private final ZoneId zone;
    private final SlidingWindow requests = new SlidingWindow();
    private final SlidingWindow tokens = new SlidingWindow();
    private Allowance allowance;
    private Instant periodEnds = Instant.MAX;
    private long spent;
    private long reserved;
    private int inFlight;

    /**
     * An account that has spent nothing.
     *
     * @param name how refusals call it, such as {@code key 'ci'}
     * @param clock when budgets begin anew
     * @param zone whose midnight that is
     */
    public Account(String name, Allowance allowance, Clock clock, ZoneId zone) {
        this.name = name;
        this.clock = clock;
        this.zone = zone;
        this.allowance = allowance;
        periodEnds = endOfPeriod();
    }

    private Instant endOfPeriod() {
        return allowance
                .period()
                .map(period -> period.end(clock.instant(), zone))
                .orElse(Instant.MAX);
    }

    /** Changes what it may; what it has spent stays. */
    public synchronized void allow(Allowance other) {
        allowance = other;
        periodEnds = endOfPeriod();
    }

    /** What it may. */
    public synchronized Allowance allowance() {
        return allowance;
    }

    /** Says what it has spent in this period, as the ledger knows it. */
    public synchronized void spent(Cost known) {
        spent = known.nanos();
    }

    /** What it has spent in this period, calls in flight not counted. */
    public synchronized Cost spent() {
        renew();
        return new Cost(spent);
    }

    /** When its budget is full again; empty for never. */
    public synchronized Optional<Instant> renews() {
        renew();
        return periodEnds.equals(Instant.MAX) ? Optional.empty() : Optional.of(periodEnds);
    }

    private void renew() {
        if (!clock.instant().isBefore(periodEnds)) {
            spent = 0;
            periodEnds = endOfPeriod();
        }
    }

    /**
     * Takes a call in.
     *
     * @param estimated tokens it may use, corrected when it settles
     * @return what stands in its way; nothing is taken then
     */
    synchronized Optional<Excess> enter(long nanos, long estimated) {
        Optional<Excess> excess = obstacle(nanos, estimated);
        if (excess.isPresent() && !allowance.shadow()) {
            return excess;
        }
        inFlight++;
        requests.add(nanos, 1);
        tokens.add(nanos, estimated);
        return Optional.empty();
    }

    private Optional<Excess> obstacle(long nanos, long estimated) {
        if (allowance.frozen()) {
            return Optional.of(new Excess(name, Excess.Kind.FROZEN, "", Optional.empty()));
        }
        if (allowance.concurrent().isPresent()
                && inFlight >= allowance.concurrent().getAsInt()) {
            return Optional.of(new Excess(
                    name,
                    Excess.Kind.CONCURRENCY,
                    Integer.toString(allowance.concurrent().getAsInt()),
                    Optional.of(Duration.ofSeconds(1))));
        }
        Optional<Excess> rate = beyond(Excess.Kind.REQUESTS, requests, allowance.requests(), 1, nanos);
        return rate.isPresent() ? rate : beyond(Excess.Kind.TOKENS, tokens, allowance.tokens(), estimated, nanos);
    }

    private Optional<Excess> beyond(
            Excess.Kind kind, SlidingWindow window, OptionalLong limit, long wanted, long nanos) {
        if (limit.isEmpty() || window.sum(nanos) + wanted <= limit.getAsLong()) {
            return Optional.empty();
        }
        long pause = window.untilAtMost(Math.max(0, limit.getAsLong() - wanted), nanos);
        return Optional.of(new Excess(
                name, kind, Long.toString(limit.getAsLong()), Optional.of(Duration.ofNanos(Math.max(pause, 1)))));
    }

    /** The call was refused by another account, so that it counts nowhere. */
    synchronized void takeBack(long nanos, long estimated) {
        inFlight--;
        requests.correct(nanos, -1);
        tokens.correct(nanos, -estimated);
    }

    /** What may still be spent; empty without a budget. */
    synchronized OptionalLong left() {
        renew();
        return allowance.budget().isEmpty() || allowance.shadow()
                ? OptionalLong.empty()
                : OptionalLong.of(allowance.budget().get().nanos() - spent - reserved);
    }

    /**
     * Reserves money.
     *
     * @param least the prompt's part, without which there is no call
     * @param wanted all of it; less is reserved where less is left
     * @return what was reserved; negative when not even the least is left
     */
    synchronized long reserve(long least, long wanted) {
        OptionalLong left = left();
        if (left.isPresent() && (left.getAsLong() <= 0 || left.getAsLong() < least)) {
            return -1;
        }
        long amount = left.isPresent() ? Math.min(wanted, left.getAsLong()) : wanted;
        reserved += amount;
        return amount;
    }

    /** Gives a reservation back. */
    synchronized void release(long amount) {
        reserved -= amount;
    }

    /**
     * A call ended: what it cost and used takes the place of what was reserved.
     *
     * @param entered when it was let in
     */
    synchronized void settle(long amount, long nanosSpent, long entered, long tokenDifference) {
        renew();
        reserved -= amount;
        spent += nanosSpent;
        inFlight--;
        tokens.correct(entered, tokenDifference);
    }

    /** That its budget is spent, in words. */
    synchronized Excess spentUp() {
        Optional<Duration> until = periodEnds.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), periodEnds));
        return new Excess(
                name,
                Excess.Kind.BUDGET,
                allowance.budget().map(Cost::toString).orElse(""),
                until.filter(pause -> !pause.isNegative()));
    }

    /** What is left of its limits a minute. */
    synchronized Remaining remaining(long nanos) {
        return new Remaining(left(allowance.requests(), requests, nanos), left(allowance.tokens(), tokens, nanos));
    }

    private static Remaining.Limit left(OptionalLong limit, SlidingWindow window, long nanos) {
        if (limit.isEmpty()) {
            return Remaining.Limit.NONE;
        }
        long most = limit.getAsLong();
        return new Remaining.Limit(
                most, Math.max(0, most - window.sum(nanos)), Duration.ofNanos(window.untilAtMost(0, nanos)));
    }

    @Override
    public String toString() {
        return name;
    }
}
