package dev.eclusa.router.sharing;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import java.util.concurrent.CompletionStage;

/** What the ledger says. */
@FunctionalInterface
public interface Spending {
    /** What an account has spent in its current period, this gateway's own calls up to now included. */
    CompletionStage<Cost> of(Account account);
}
