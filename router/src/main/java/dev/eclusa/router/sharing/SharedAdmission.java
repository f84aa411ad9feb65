package dev.eclusa.router.sharing;

import dev.eclusa.core.account.SharedCounters;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Admission;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.LocalAdmission;
import dev.eclusa.engine.accounting.Remaining;
import java.util.ArrayList;
import java.util.List;

/** A call's hold on accounts that several gateways count: here, for when the counters are lost, and there. */
final class SharedAdmission implements Admission {
    private final SharedLimiter limiter;
    private final String call;
    private final List<Account> accounts;
    private final Estimate estimate;
    private final LocalAdmission here;
    private final Counted counted;
    private boolean over;

    /**
     * Where it is counted.
     *
     * @param epoch empty for nowhere but here
     * @param counts of each account, with this call
     */
    record Counted(String epoch, long moment, List<SharedCounters.Count> counts) {
        static final Counted HERE = new Counted("", 0, List.of());
    }

    SharedAdmission(
            SharedLimiter limiter,
            String call,
            List<Account> accounts,
            Estimate estimate,
            LocalAdmission here,
            Counted counted) {
        this.limiter = limiter;
        this.call = call;
        this.accounts = accounts;
        this.estimate = estimate;
        this.here = here;
        this.counted = counted;
    }

    @Override
    public void settle(long tokens, Cost cost, String provider) {
        if (over) {
            return;
        }
        over = true;
        here.settle(tokens, cost, provider);
        limiter.ended(this, tokens - estimate.tokens(), cost, provider);
    }

    String call() {
        return call;
    }

    /** The words that it ended: to those who pay, and where there are some to those who do not. */
    List<SharedCounters.Ended> ended(String epoch, long tokens, long cost, String provider) {
        List<String> paying = new ArrayList<>(accounts.size());
        List<String> free = new ArrayList<>(0);
        for (Account account : accounts) {
            (account.paysFor(provider) ? paying : free).add(account.sharedId());
        }
        SharedCounters.Ended paid = ended(epoch, paying, tokens, cost);
        return free.isEmpty() ? List.of(paid) : List.of(paid, ended(epoch, free, tokens, 0));
    }

    private SharedCounters.Ended ended(String epoch, List<String> ids, long tokens, long cost) {
        long moment = epoch.equals(counted.epoch()) ? counted.moment() : -1;
        return new SharedCounters.Ended(epoch, call, ids, moment, tokens, cost);
    }

    /** As it is told where nobody knows of it. */
    SharedCounters.InFlight inFlight() {
        List<SharedCounters.InFlight.Held> held = new ArrayList<>(accounts.size());
        for (int i = 0; i < accounts.size(); i++) {
            held.add(new SharedCounters.InFlight.Held(accounts.get(i).sharedId(), here.reserved(i)));
        }
        return new SharedCounters.InFlight(call, held);
    }

    @Override
    public Remaining remaining(long nanos) {
        if (counted.counts().isEmpty()) {
            return here.remaining(nanos);
        }
        Remaining tightest = Remaining.UNLIMITED;
        for (int i = 0; i < accounts.size(); i++) {
            tightest =
                    tightest.tighter(accounts.get(i).remaining(counted.counts().get(i), nanos));
        }
        return tightest;
    }
}
