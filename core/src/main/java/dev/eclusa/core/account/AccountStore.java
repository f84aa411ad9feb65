package dev.eclusa.core.account;

import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.money.Cost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where accounts are kept. Every method but {@link #isShared} waits for the store.
 *
 * @see LedgerUnavailable thrown when the store cannot be used right now
 */
public interface AccountStore {
    /** Whether other gateways may change what is in it. */
    boolean isShared();

    /**
     * What changed, whoever changed it.
     *
     * @param since {@link AccountChanges#last} of what is known already; 0 for every account
     */
    AccountChanges changes(long since);

    /** Keeps accounts, in place of those of the same kind and id; all of them or none. */
    void put(List<StoredAccount> accounts);

    /** Forgets accounts; all of them or none. */
    void remove(AccountKind kind, List<String> ids);

    /**
     * Keeps a text under a name for a while, unless one is kept there.
     *
     * @param now what was kept until before this is gone
     * @return the text that is kept there
     */
    String keepFirst(String name, String text, Instant now, Instant until);

    /** Keeps another text under a name that is taken; an empty one frees the name. */
    void keepInstead(String name, String text);

    /**
     * What accounts of a kind have spent since a moment, as the ledger has it; those that spent nothing are not in it.
     *
     * @param name of one of them; empty for all
     */
    Map<String, Cost> spent(AccountKind kind, Instant since, Optional<String> name);

    /** What a key has spent since a moment on calls that asked for a model by this name. */
    Cost spentOn(String key, String model, Instant since);
}
