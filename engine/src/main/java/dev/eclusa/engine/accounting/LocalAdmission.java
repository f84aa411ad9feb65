package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;
import java.util.List;
import java.util.Optional;

/**
 * One call's hold on the accounts of this process: let in by all of them or by none, its cost reserved with all of them or
 * with none, and settled once.
 */
public final class LocalAdmission implements Admission {
    private final List<Account> accounts;
    private final long[] reserved;
    private final Estimate estimate;
    private final long enteredNanos;
    private boolean over;

    private LocalAdmission(List<Account> accounts, Estimate estimate, long enteredNanos) {
        this.accounts = accounts;
        this.reserved = new long[accounts.size()];
        this.estimate = estimate;
        this.enteredNanos = enteredNanos;
    }

    /**
     * Asks to be let in.
     *
     * @param sharers gateways that share the limits without seeing each other; each lets in its part
     */
    public static Limiter.Result admit(List<Account> accounts, Estimate estimate, long nanos, int sharers) {
        for (int i = 0; i < accounts.size(); i++) {
            Optional<Excess> excess = accounts.get(i).enter(nanos, estimate.tokens(), sharers);
            if (excess.isPresent()) {
                takeBack(accounts.subList(0, i), estimate, nanos);
                return new Limiter.Result.Refused(excess.get());
            }
        }
        LocalAdmission admission = new LocalAdmission(accounts, estimate, nanos);
        Optional<Excess> spent = admission.reserve(sharers);
        if (spent.isPresent()) {
            takeBack(accounts, estimate, nanos);
            return new Limiter.Result.Refused(spent.get());
        }
        return new Limiter.Result.Admitted(admission);
    }

    private static void takeBack(List<Account> accounts, Estimate estimate, long nanos) {
        accounts.forEach(account -> account.takeBack(nanos, estimate.tokens()));
    }

    /** Counts a call that was let in elsewhere. */
    public static LocalAdmission noted(List<Account> accounts, Estimate estimate, long nanos) {
        LocalAdmission admission = new LocalAdmission(accounts, estimate, nanos);
        for (int i = 0; i < accounts.size(); i++) {
            accounts.get(i).note(nanos, estimate.tokens());
            admission.reserved[i] = accounts.get(i).reserve(estimate.whole().nanos());
        }
        return admission;
    }

    private Optional<Excess> reserve(int sharers) {
        for (int i = 0; i < accounts.size(); i++) {
            long amount = accounts.get(i)
                    .reserve(estimate.prompt().nanos(), estimate.whole().nanos(), sharers);
            if (amount < 0) {
                for (int taken = 0; taken < i; taken++) {
                    release(taken);
                }
                return Optional.of(accounts.get(i).excess(Excess.Kind.BUDGET, Optional.empty()));
            }
            reserved[i] = amount;
        }
        return Optional.empty();
    }

    private void release(int account) {
        accounts.get(account).release(reserved[account], estimate.whole().nanos());
    }

    /** Nano-dollars reserved with an account. */
    public long reserved(int account) {
        return reserved[account];
    }

    @Override
    public void settle(long tokens, Cost cost, String provider) {
        if (over) {
            return;
        }
        over = true;
        for (int i = 0; i < accounts.size(); i++) {
            release(i);
            Account account = accounts.get(i);
            account.settle(account.paysFor(provider) ? cost.nanos() : 0, enteredNanos, tokens - estimate.tokens());
        }
    }

    @Override
    public Remaining remaining(long nanos) {
        Remaining tightest = Remaining.UNLIMITED;
        for (Account account : accounts) {
            tightest = tightest.tighter(account.remaining(nanos));
        }
        return tightest;
    }
}
