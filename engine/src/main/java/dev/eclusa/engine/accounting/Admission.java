package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;
import java.util.List;
import java.util.Optional;

/**
 * One call's hold on every account above it: let in by all of them or by none, its cost reserved with all of them or with
 * none, and settled once. Used on one thread.
 */
public final class Admission {
    private final List<Account> accounts;
    private final long[] reserved;
    private final long estimatedTokens;
    private final long enteredNanos;
    private boolean over;

    private Admission(List<Account> accounts, long estimatedTokens, long enteredNanos) {
        this.accounts = accounts;
        this.reserved = new long[accounts.size()];
        this.estimatedTokens = estimatedTokens;
        this.enteredNanos = enteredNanos;
    }

    /** What became of the wish to be let in. */
    public sealed interface Result {
        /** All let it in. */
        record Admitted(Admission admission) implements Result {}

        /** One did not. */
        record Refused(Excess excess) implements Result {}
    }

    /**
     * Asks to be let in.
     *
     * @param accounts from the organization down to the key
     * @param tokens estimate of what the call uses
     */
    public static Result admit(List<Account> accounts, long tokens, long nanos) {
        for (int i = 0; i < accounts.size(); i++) {
            Optional<Excess> excess = accounts.get(i).enter(nanos, tokens);
            if (excess.isPresent()) {
                accounts.subList(0, i).forEach(account -> account.takeBack(nanos, tokens));
                return new Result.Refused(excess.get());
            }
        }
        return new Result.Admitted(new Admission(accounts, tokens, nanos));
    }

    /** Whether money is limited anywhere above the call. */
    public boolean hasBudget() {
        for (Account account : accounts) {
            if (account.allowance().budget().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reserves what the call may cost.
     *
     * @param prompt the prompt's part
     * @param whole prompt and answer; less is reserved where less is left
     * @return whose budget is spent; nothing is reserved then
     */
    public Optional<Excess> reserve(Cost prompt, Cost whole) {
        for (int i = 0; i < accounts.size(); i++) {
            long amount = accounts.get(i).reserve(prompt.nanos(), whole.nanos());
            if (amount < 0) {
                for (int taken = 0; taken < i; taken++) {
                    accounts.get(taken).release(reserved[taken]);
                    reserved[taken] = 0;
                }
                return Optional.of(accounts.get(i).spentUp());
            }
            reserved[i] = amount;
        }
        return Optional.empty();
    }

    /** The call ended; later words change nothing. */
    public void settle(long tokens, Cost cost) {
        if (over) {
            return;
        }
        over = true;
        for (int i = 0; i < accounts.size(); i++) {
            accounts.get(i).settle(reserved[i], cost.nanos(), enteredNanos, tokens - estimatedTokens);
        }
    }

    /** What is left of the tightest limits. */
    public Remaining remaining(long nanos) {
        Remaining tightest = Remaining.UNLIMITED;
        for (Account account : accounts) {
            tightest = tightest.tighter(account.remaining(nanos));
        }
        return tightest;
    }
}
