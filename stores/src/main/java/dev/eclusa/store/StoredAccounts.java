package dev.eclusa.store;

import dev.eclusa.core.account.AccountChanges;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.AccountStore;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.journal.Drainer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts in the ledger's database; what they spent includes what this process has settled until now. */
record StoredAccounts(DatabaseSink database, Drainer drainer, boolean isShared) implements AccountStore {
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

    @Override
    public AccountChanges changes(long since) {
        return database.use(opened -> opened.accounts(since));
    }

    @Override
    public void put(List<StoredAccount> accounts) {
        database.use(opened -> {
            opened.putAccounts(accounts);
            return accounts;
        });
    }

    @Override
    public void remove(AccountKind kind, List<String> ids) {
        database.use(opened -> {
            opened.removeAccounts(kind, ids);
            return ids;
        });
    }

    @Override
    public String keepFirst(String name, String text, Instant now, Instant until) {
        return database.use(opened -> opened.keepFirst(name, text, now, until));
    }

    @Override
    public void keepInstead(String name, String text) {
        database.use(opened -> {
            opened.keepInstead(name, text);
            return text;
        });
    }

    @Override
    public Map<String, Cost> spent(AccountKind kind, Instant since, Optional<String> name) {
        flush();
        return database.use(opened -> opened.spent(kind, since, name));
    }

    @Override
    public Cost spentOn(String key, String model, Instant since) {
        flush();
        return database.use(opened -> opened.spentOn(key, model, since));
    }

    private void flush() {
        try {
            drainer.flush(LONGEST_FLUSH);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
