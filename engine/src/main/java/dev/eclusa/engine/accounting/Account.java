package dev.eclusa.engine.accounting;

import dev.eclusa.core.account.SharedCounters;
import dev.eclusa.core.money.Cost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a key, user, team or organization has used and spent, beside what it may. Safe for several threads; no method waits
 * for anything but another one. What is in flight counts as spent.
 */
public final class Account {
    /** What the ids of providers' accounts begin with. */
    public static final String OF_PROVIDER = "PROVIDER:";

    private final String id;
    private final String name;
    private final Clock clock;
    private final ZoneId zone;
    private final SlidingWindow requests = new SlidingWindow();
    private final SlidingWindow tokens = new SlidingWindow();
    private Allowance allowance;
    private Instant periodEnds = Instant.MAX;
    private long spent;
    private long settled;
    private long reserved;
    private int inFlight;
    private int shortOnes;
    private final BudgetMarks marks = new BudgetMarks();
    private BudgetMarks.Listener listener = BudgetMarks.Listener.NOBODY;

    /**
     * An account that has spent nothing.
     *
     * @param id unique among all accounts
     * @param name how refusals call it, such as {@code key 'ci'}
     * @param clock when budgets begin anew
     * @param zone whose midnight that is
     */
    public Account(String id, String name, Allowance allowance, Clock clock, ZoneId zone) {
        this.id = id;
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

    /** Unique among all accounts. */
    public String id() {
        return id;
    }

    /** Says what it has spent in this period, as the ledger knows it. */
    public synchronized void spent(Cost known) {
        spent = known.nanos();
        mark();
    }

    /** Has somebody told when it has spent most of its budget. */
    public synchronized Account tells(BudgetMarks.Listener told) {
        listener = told;
        return this;
    }

    private void mark() {
        marks.passed(allowance, spent).ifPresent(passed -> listener.passed(this, passed, new Cost(spent)));
    }

    /** Whether what a provider's call costs is to be paid by it: the account of another provider pays nothing. */
    public boolean paysFor(String provider) {
        return !id.startsWith(OF_PROVIDER) || id.substring(OF_PROVIDER.length()).equals(provider);
    }

    /** The provider whose account it is; empty for any other account. */
    public Optional<String> provider() {
        return id.startsWith(OF_PROVIDER) ? Optional.of(id.substring(OF_PROVIDER.length())) : Optional.empty();
    }

    /** All that was ever settled here, nano-dollars: a mark for {@link #spent(Cost, long)}. */
    public synchronized long settled() {
        return settled;
    }

    /**
     * Says what it has spent in this period, as the ledger knew it after everything up to a mark had reached it.
     *
     * @param mark what {@link #settled} was then
     */
    public synchronized void spent(Cost known, long mark) {
        spent = known.nanos() + settled - mark;
    }

    /** When the current period began; {@link Instant#EPOCH} when it never ends. */
    public synchronized Instant periodBegan() {
        return allowance
                .period()
                .map(period -> period.start(clock.instant(), zone))
                .orElse(Instant.EPOCH);
    }

    /** As gateways that count together know it. */
    public synchronized SharedCounters.Line line() {
        return new SharedCounters.Line(
                sharedId(),
                allowance.requests().orElse(-1),
                allowance.tokens().orElse(-1),
                allowance.concurrent().orElse(-1),
                allowance.budget().map(Cost::nanos).orElse(-1L),
                periodBegan().toEpochMilli(),
                allowance.shadow(),
                allowance.burst().orElse(-1));
    }

    /** Its id among those that gateways count together: with another period it is counted anew. */
    public synchronized String sharedId() {
        return allowance.period().map(period -> id + ":" + period.text()).orElse(id);
    }

    /** What this process did in the last minute. */
    public synchronized List<SharedCounters.Recent> recent(long nanos) {
        return SlidingWindow.recent(requests, tokens, nanos);
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
            marks.forget();
            periodEnds = endOfPeriod();
        }
    }

    /**
     * Takes a call in.
     *
     * @param estimated tokens it may use, corrected when it settles
     * @param sharers gateways among which its limits are divided
     * @return what stands in its way; nothing is taken then
     */
    synchronized Optional<Excess> enter(long nanos, long estimated, int sharers) {
        Optional<Excess> excess = obstacle(nanos, estimated, sharers);
        if (excess.isPresent() && !allowance.shadow()) {
            return excess;
        }
        note(nanos, estimated);
        return Optional.empty();
    }

    /** Counts a call that was let in a moment ago by a process before this one; in the order they came. */
    public synchronized void remember(long nanos, long used) {
        requests.add(nanos, 1);
        tokens.add(nanos, used);
    }

    /** Counts a call that is let in. */
    synchronized void note(long nanos, long estimated) {
        inFlight++;
        requests.add(nanos, 1);
        tokens.add(nanos, estimated);
    }

    private Optional<Excess> obstacle(long nanos, long estimated, int sharers) {
        if (allowance.frozen()) {
            return Optional.of(excess(Excess.Kind.FROZEN, Optional.empty()));
        }
        if (allowance.concurrent().isPresent()
                && inFlight >= part(allowance.concurrent().getAsInt(), sharers)) {
            return Optional.of(excess(Excess.Kind.CONCURRENCY, Optional.of(Duration.ofSeconds(1))));
        }
        if (allowance.burst().isPresent()
                && requests.lastSecond(nanos) >= part(allowance.burst().getAsLong(), sharers)) {
            return Optional.of(excess(Excess.Kind.BURST, Optional.of(SlidingWindow.SECOND)));
        }
        Optional<Excess> rate = beyond(Excess.Kind.REQUESTS, requests, part(allowance.requests(), sharers), 1, nanos);
        return rate.isPresent()
                ? rate
                : beyond(Excess.Kind.TOKENS, tokens, part(allowance.tokens(), sharers), estimated, nanos);
    }

    private static OptionalLong part(OptionalLong limit, int sharers) {
        return limit.isEmpty() || sharers == 1 ? limit : OptionalLong.of(part(limit.getAsLong(), sharers));
    }

    private static long part(long limit, int sharers) {
        return limit == 0 ? 0 : Math.max(1, limit / sharers);
    }

    private Optional<Excess> beyond(
            Excess.Kind kind, SlidingWindow window, OptionalLong limit, long wanted, long nanos) {
        if (limit.isEmpty() || window.sum(nanos) + wanted <= limit.getAsLong()) {
            return Optional.empty();
        }
        long pause = window.untilAtMost(Math.max(0, limit.getAsLong() - wanted), nanos);
        return Optional.of(excess(kind, Optional.of(Duration.ofNanos(Math.max(pause, 1)))));
    }

    /** The call was refused by another account, so that it counts nowhere. */
    synchronized void takeBack(long nanos, long estimated) {
        inFlight--;
        requests.correct(nanos, -1);
        tokens.correct(nanos, -estimated);
    }

    /** Whether nothing is left of its budget, calls in flight counted. */
    synchronized boolean hasSpentAll() {
        renew();
        return allowance.budget().isEmpty() || allowance.budget().get().nanos() <= spent + reserved;
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
     * @param wanted all of it; less is reserved where less is left, for one call at a time, so that what is spent beyond
     *     the budget is never more than the last call's
     * @param sharers gateways among which what is left is divided
     * @return what was reserved; negative when not even the least is left
     */
    synchronized long reserve(long least, long wanted, int sharers) {
        OptionalLong left = left();
        long part = left.isPresent() ? left.getAsLong() / sharers : Long.MAX_VALUE;
        boolean isShort = part < wanted;
        if (part <= 0 || part < least || (isShort && shortOnes > 0)) {
            return -1;
        }
        shortOnes += isShort ? 1 : 0;
        return reserve(Math.min(wanted, part));
    }

    /** Reserves money that somebody else has allowed. */
    synchronized long reserve(long amount) {
        reserved += amount;
        return amount;
    }

    /**
     * Gives a reservation back.
     *
     * @param wanted what it was to be
     */
    synchronized void release(long amount, long wanted) {
        reserved -= amount;
        shortOnes -= amount < wanted ? 1 : 0;
    }

    /**
     * A call ended, its reservation given back: what it cost and used takes the place of what was reserved.
     *
     * @param entered when it was let in
     */
    synchronized void settle(long nanosSpent, long entered, long tokenDifference) {
        renew();
        spent += nanosSpent;
        settled += nanosSpent;
        inFlight--;
        tokens.correct(entered, tokenDifference);
        mark();
    }

    /** One of its limits that is reached, in words. */
    public synchronized Excess excess(Excess.Kind kind, Optional<Duration> retryAfter) {
        return switch (kind) {
            case REQUESTS -> new Excess(name, kind, figure(allowance.requests()), retryAfter, this);
            case BURST -> new Excess(name, kind, figure(allowance.burst()), retryAfter, this);
            case TOKENS -> new Excess(name, kind, figure(allowance.tokens()), retryAfter, this);
            case CONCURRENCY ->
                new Excess(name, kind, Integer.toString(allowance.concurrent().orElse(0)), retryAfter, this);
            case BUDGET ->
                new Excess(name, kind, allowance.budget().map(Cost::toString).orElse(""), untilRenewed(), this);
            case FROZEN -> new Excess(name, kind, "", Optional.empty(), this);
        };
    }

    private static String figure(OptionalLong limit) {
        return Long.toString(limit.orElse(0));
    }

    private Optional<Duration> untilRenewed() {
        return periodEnds.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), periodEnds)).filter(pause -> !pause.isNegative());
    }

    /** What is left of its limits a minute. */
    public synchronized Remaining remaining(long nanos) {
        return new Remaining(
                left(allowance.requests(), requests.sum(nanos), requests, nanos),
                left(allowance.tokens(), tokens.sum(nanos), tokens, nanos));
    }

    /** What is left of them when several gateways count together. */
    public synchronized Remaining remaining(SharedCounters.Count count, long nanos) {
        return new Remaining(
                left(allowance.requests(), count.requests(), requests, nanos),
                left(allowance.tokens(), count.tokens(), tokens, nanos));
    }

    private static Remaining.Limit left(OptionalLong limit, long used, SlidingWindow window, long nanos) {
        if (limit.isEmpty()) {
            return Remaining.Limit.NONE;
        }
        long most = limit.getAsLong();
        return new Remaining.Limit(most, Math.max(0, most - used), Duration.ofNanos(window.untilAtMost(0, nanos)));
    }

    @Override
    public String toString() {
        return name;
    }
}
