package dev.eclusa.core.account;

import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.money.Cost;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where accounts are kept. Every method waits for the store.
 *
 * @see LedgerUnavailable thrown when the store cannot be used right now
 */
public interface AccountStore {
    /** Every account. */
    List<StoredAccount> all();

    /** Keeps accounts, in place of those of the same kind and id; all of them or none. */
    void put(List<StoredAccount> accounts);

    /** Forgets accounts; all of them or none. */
    void remove(AccountKind kind, List<String> ids);

    /** What each account of a kind has spent since a moment, as the ledger has it; those that spent nothing are not in it. */
    Map<String, Cost> spent(AccountKind kind, Instant since);
}
