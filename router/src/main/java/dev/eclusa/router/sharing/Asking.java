package dev.eclusa.router.sharing;

import dev.eclusa.core.account.SharedCounters;
import dev.eclusa.core.account.SharedCounters.Verdict;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.Excess;
import dev.eclusa.engine.accounting.Limiter.Result;
import dev.eclusa.engine.accounting.LocalAdmission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One call's wish to be let in: asked again when the counters want to know something first, and for a few seconds only. */
final class Asking {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final SharedLimiter limiter;
    private final String call;
    private final List<Account> accounts;
    private final Estimate estimate;
    private final Consumer<Result> later;
    private final long began = System.nanoTime();

    Asking(SharedLimiter limiter, String call, List<Account> accounts, Estimate estimate, Consumer<Result> later) {
        this.limiter = limiter;
        this.call = call;
        this.accounts = accounts;
        this.estimate = estimate;
        this.later = later;
    }

    void ask() {
        Membership membership = limiter.membership();
        if (!membership.reached() || System.nanoTime() - began > LONGEST.toNanos()) {
            later.accept(limiter.alone(call, accounts, estimate));
            return;
        }
        limiter.counters().admit(question(membership)).whenComplete((verdict, failed) -> {
            if (failed != null) {
                limiter.lost(failed);
                later.accept(limiter.alone(call, accounts, estimate));
            } else {
                heard(verdict, membership);
            }
        });
    }

    private SharedCounters.Ask question(Membership membership) {
        return new SharedCounters.Ask(
                membership.epoch(),
                membership.gateways(),
                call,
                accounts.stream().map(Account::line).toList(),
                estimate.tokens(),
                estimate.prompt().nanos(),
                estimate.whole().nanos());
    }

    private void heard(Verdict verdict, Membership membership) {
        switch (verdict) {
            case Verdict.Admitted admitted -> later.accept(new Result.Admitted(entered(admitted, membership)));
            case Verdict.Refused refused -> later.accept(new Result.Refused(excess(refused)));
            case Verdict.Unknown unknown -> again(tell(unknown.lines(), membership.epoch()));
            case Verdict.Outdated outdated -> again(limiter.rejoined());
            case Verdict.Gathering gathering ->
                again(new CompletableFuture<Void>().completeOnTimeout(null, PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void again(CompletionStage<?> first) {
        first.whenComplete((done, failed) -> {
            if (failed != null) {
                limiter.lost(failed);
            }
            ask();
        });
    }

    private CompletionStage<?> tell(List<Integer> lines, String epoch) {
        return CompletableFuture.allOf(lines.stream()
                .map(line -> limiter.told(accounts.get(line), epoch))
                .toArray(CompletableFuture<?>[]::new));
    }

    private SharedAdmission entered(Verdict.Admitted admitted, Membership membership) {
        LocalAdmission here = LocalAdmission.noted(accounts, estimate, System.nanoTime());
        for (int i = 0; i < accounts.size(); i++) {
            accounts.get(i).spent(new Cost(admitted.counts().get(i).spent()));
        }
        return limiter.entered(new SharedAdmission(
                limiter,
                call,
                accounts,
                estimate,
                here,
                new SharedAdmission.Counted(membership.epoch(), admitted.moment(), admitted.counts())));
    }

    private Excess excess(Verdict.Refused refused) {
        Account account = accounts.get(refused.line());
        Optional<Duration> pause =
                Optional.of(refused.retryMillis()).filter(millis -> millis >= 0).map(Duration::ofMillis);
        return account.excess(
                switch (refused.limit()) {
                    case REQUESTS -> Excess.Kind.REQUESTS;
                    case BURST -> Excess.Kind.BURST;
                    case TOKENS -> Excess.Kind.TOKENS;
                    case CONCURRENT -> Excess.Kind.CONCURRENCY;
                    case BUDGET -> Excess.Kind.BUDGET;
                },
                pause);
    }
}
