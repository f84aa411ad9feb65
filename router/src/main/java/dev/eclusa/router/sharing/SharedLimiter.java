package dev.eclusa.router.sharing;

import dev.eclusa.core.account.News;
import dev.eclusa.core.account.SharedCounters;
import dev.eclusa.core.account.SharedCounters.Pulse;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.Excess;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.engine.accounting.LocalAdmission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Lets calls in under limits that several gateways count together. Every call is also counted here, so that limits go on
 * while the counters are gone, and so that nothing is forgotten when what they held is lost: then a new epoch begins, to
 * which each gateway says what it did in the last minute and what it has in flight, and what was spent is asked of the
 * ledger. {@code docs/decisions/0008} tells why.
 */
public final class SharedLimiter implements Limiter, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.limits");
    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PULSES = Duration.ofMillis(50);
    private static final Duration LONGEST_START = Duration.ofSeconds(3);
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LONGEST_RESET = Duration.ofSeconds(1);

    private final SharedCounters counters;
    private final Spending spending;
    private final Stance stance;
    private final Map<String, SharedAdmission> inFlight = new ConcurrentHashMap<>();
    private final Map<Account, Long> touched = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> telling = new ConcurrentHashMap<>();
    private final Thread heart;
    private volatile Membership membership = Membership.NONE;
    private volatile CompletableFuture<Membership> joining = CompletableFuture.completedFuture(Membership.NONE);
    private final CompletableFuture<Membership> reached = new CompletableFuture<>();
    private volatile boolean closed;

    private SharedLimiter(SharedCounters counters, Spending spending, Stance stance) {
        this.counters = counters;
        this.spending = spending;
        this.stance = stance;
        this.heart = Thread.ofVirtual().name("limits-pulse").unstarted(this::live);
    }

    /** Joins those that count together, which may take some seconds, and stays until it is closed. */
    public static SharedLimiter start(SharedCounters counters, Spending spending, Stance stance, News news) {
        SharedLimiter limiter = new SharedLimiter(counters, spending, stance);
        limiter.heart.start();
        try {
            limiter.reached.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException unreached) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis is not reached; limits hold in this gateway alone until it is.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        news.on(News.Topic.EPOCH, limiter::beat);
        return limiter;
    }

    @Override
    public Optional<Result> admit(String call, List<Account> accounts, Estimate estimate, Consumer<Result> later) {
        if (accounts.stream().noneMatch(account -> account.allowance().limitsAnything())) {
            return Optional.of(LocalAdmission.admit(accounts, estimate, System.nanoTime(), 1));
        }
        Optional<Account> frozen = accounts.stream()
                .filter(account -> account.allowance().frozen())
                .findFirst();
        if (frozen.isPresent()) {
            return Optional.of(new Result.Refused(frozen.get().excess(Excess.Kind.FROZEN, Optional.empty())));
        }
        long now = System.nanoTime();
        accounts.forEach(account -> touched.put(account, now));
        if (!membership.reached()) {
            return Optional.of(alone(call, accounts, estimate));
        }
        new Asking(this, call, accounts, estimate, later).ask();
        return Optional.empty();
    }

    Membership membership() {
        return membership;
    }

    SharedCounters counters() {
        return counters;
    }

    /** Says what an account has spent before: by the ledger, or where that does not answer, as far as it is known here. */
    CompletableFuture<?> told(Account account, String epoch) {
        String id = account.sharedId();
        CompletableFuture<?> known = telling.get(id);
        if (known != null) {
            return known;
        }
        long began = account.periodBegan().toEpochMilli();
        CompletableFuture<?> telling = spending.of(account)
                .exceptionally(unknown -> account.spent())
                .thenCompose(spent -> counters.spent(epoch, id, began, spent.nanos()))
                .toCompletableFuture();
        this.telling.put(id, telling);
        telling.whenComplete((done, failed) -> this.telling.remove(id, telling));
        return telling;
    }

    /** Lets a call in, or not, while the counters cannot be asked. */
    Result alone(String call, List<Account> accounts, Estimate estimate) {
        long now = System.nanoTime();
        Result result = switch (stance) {
            case LOCAL -> LocalAdmission.admit(accounts, estimate, now, membership.gateways());
            case OPEN -> new Result.Admitted(LocalAdmission.noted(accounts, estimate, now));
            case CLOSED -> new Result.Unknown();
        };
        return result instanceof Result.Admitted admitted && admitted.admission() instanceof LocalAdmission here
                ? new Result.Admitted(entered(
                        new SharedAdmission(this, call, accounts, estimate, here, SharedAdmission.Counted.HERE)))
                : result;
    }

    /** Notes a call that was let in there. */
    SharedAdmission entered(SharedAdmission admission) {
        inFlight.put(admission.call(), admission);
        return admission;
    }

    /** A call ended. */
    void ended(SharedAdmission admission, long tokens, Cost cost, String provider) {
        inFlight.remove(admission.call());
        Membership now = membership;
        if (now.reached()) {
            admission
                    .ended(now.epoch(), tokens, cost.nanos(), provider)
                    .forEach(word -> counters.settle(word).whenComplete((done, failed) -> {
                        if (failed != null) {
                            lost(failed);
                        }
                    }));
        }
    }

    /** The counters do not answer. */
    synchronized void lost(Throwable failed) {
        if (membership.reached()) {
            membership = membership.lost();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis does not answer ({0}). Until it does, calls under limits are {1}.",
                    failed,
                    switch (stance) {
                        case LOCAL ->
                            "let in by what this gateway knows, its part being one of " + membership.gateways();
                        case OPEN -> "let in unlimited";
                        case CLOSED -> "refused";
                    });
        }
    }

    private void live() {
        for (int beats = 0; !closed; beats++) {
            beat();
            if (beats % 3 == 2 && reached.isDone()) {
                tidy();
            }
            try {
                Thread.sleep(reached.isDone() ? PULSE : FIRST_PULSES);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void beat() {
        if (!closed) {
            counters.pulse().thenCompose(this::heard).whenComplete((done, failed) -> {
                if (failed != null) {
                    lost(failed);
                }
            });
        }
    }

    /** Under the same lock as {@link #lost}: a loss that is overlooked would leave places taken in the epoch that goes on. */
    private synchronized CompletionStage<Membership> heard(Pulse pulse) {
        Membership known = membership;
        if (known.reached() && known.epoch().equals(pulse.epoch())) {
            membership = known.joined(pulse.epoch(), pulse.gateways());
            return CompletableFuture.completedFuture(membership);
        }
        boolean missedSome = !known.reached() && known.epoch().equals(pulse.epoch());
        return missedSome ? counters.renew(pulse.epoch()).thenCompose(this::joined) : joined(pulse);
    }

    /** The epoch that the counters are in by now, joined; one attempt at a time. */
    CompletionStage<Membership> rejoined() {
        return counters.pulse().thenCompose(this::heard);
    }

    private synchronized CompletableFuture<Membership> joined(Pulse pulse) {
        if (!joining.isDone()) {
            return joining;
        }
        if (membership.reached() && membership.epoch().equals(pulse.epoch())) {
            return CompletableFuture.completedFuture(membership);
        }
        List<SharedAdmission> held = List.copyOf(inFlight.values());
        long nanos = System.nanoTime();
        List<SharedCounters.Past> past = touched.keySet().stream()
                .map(account -> new SharedCounters.Past(account.sharedId(), account.recent(nanos)))
                .filter(account -> !account.moments().isEmpty())
                .toList();
        joining = counters.join(
                        pulse.epoch(),
                        past,
                        held.stream().map(SharedAdmission::inFlight).toList())
                .thenApply(done -> member(pulse, held))
                .toCompletableFuture();
        return joining;
    }

    private synchronized Membership member(Pulse pulse, List<SharedAdmission> held) {
        boolean back = !membership.reached() && !membership.epoch().isEmpty();
        // After a loss the others may still be on their way: as many as were known are waited for.
        membership = membership.joined(pulse.epoch(), Math.max(pulse.gateways(), membership.gateways()));
        if (back) {
            LOG.log(System.Logger.Level.INFO, "Redis answers again; limits are counted together.");
        }
        reached.complete(membership);
        held.stream()
                .filter(admission -> !inFlight.containsKey(admission.call()))
                .forEach(admission -> admission.ended(pulse.epoch(), 0, 0, "").forEach(counters::settle));
        return membership;
    }

    /** Accounts at rest are compared with the ledger, which is right; those long at rest are forgotten. */
    private void tidy() {
        long now = System.nanoTime();
        Membership known = membership;
        touched.forEach((account, last) -> {
            if (now - last > REMEMBERED.toNanos()) {
                touched.remove(account, last);
            } else if (known.reached()
                    && now - last > QUIET.toNanos()
                    && account.allowance().budget().isPresent()) {
                compare(account, known.epoch());
            }
        });
    }

    /**
     * Has all gateways count an account as if it had spent an amount, where that is no more than it has. Waits for the
     * counters, a second at most.
     *
     * @return what it had spent, to the last call that settled anywhere; empty where the counters do not know or are gone
     */
    public Optional<Cost> reset(Account account, Cost amount) {
        Membership known = membership;
        if (!known.reached()) {
            return Optional.empty();
        }
        try {
            long before = counters.reset(
                            known.epoch(),
                            account.sharedId(),
                            account.periodBegan().toEpochMilli(),
                            amount.nanos())
                    .toCompletableFuture()
                    .get(LONGEST_RESET.toMillis(), TimeUnit.MILLISECONDS);
            return before < 0 ? Optional.empty() : Optional.of(new Cost(before));
        } catch (TimeoutException | ExecutionException unreached) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What {0} spent could not be set back in Redis: {1}",
                    account,
                    unreached);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void compare(Account account, String epoch) {
        String id = account.sharedId();
        long began = account.periodBegan().toEpochMilli();
        spending.of(account)
                .thenCompose(spent -> counters.correct(epoch, id, began, spent.nanos(), QUIET.toMillis()))
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        LOG.log(System.Logger.Level.DEBUG, "What {0} spent could not be compared: {1}", id, failed);
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        heart.interrupt();
        counters.close();
    }
}
