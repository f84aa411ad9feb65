package dev.eclusa.store.sql;

import dev.eclusa.core.account.AccountChanges;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditPage;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.ImportedTotals;
import dev.eclusa.store.ImportedUse;
import dev.eclusa.store.RecalledUse;
import dev.eclusa.store.TaggedUse;
import dev.eclusa.store.UsageReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger and the accounts are kept in. Every method blocks; call them from a virtual thread or the drainer. Safe
 * for several threads.
 */
public abstract sealed class Database implements AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /** What rows that were taken over from another gateway give as the reason of their route. */
    public static final String IMPORTED = "imported from LiteLLM";

    private final Flavor flavor;

    Database(Flavor flavor) {
        this.flavor = flavor;
    }

    /** Something done on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** In a transaction of the ledger's writer. */
    abstract <T> T writing(Work<T> work) throws SQLException;

    /** In a transaction that changes accounts or small state; several instances take turns. */
    abstract <T> T keeping(Work<T> work) throws SQLException;

    /** Without changing anything. */
    abstract <T> T reading(Work<T> work) throws SQLException;

    /** Writes rows within the transaction of {@link #writing}. */
    abstract CallWriter calls();

    /** Whether other gateways may change what is in it. */
    public abstract boolean isShared();

    /** Makes what was stored survive a loss of power. */
    public abstract void secure() throws SQLException;

    @Override
    public abstract void close() throws SQLException;

    /**
     * Stores rows and adds them to the daily sums, in one transaction; rows that are there already change nothing.
     *
     * @return how many were new
     */
    public int store(List<CallRow> settled) throws SQLException {
        if (settled.isEmpty()) {
            return 0;
        }
        return withCalls(connection -> calls().write(connection, settled));
    }

    /** Whether nothing was ever kept in it: no account and no call. */
    public boolean isNew() throws SQLException {
        return reading(ImportedDays::isNew);
    }

    /**
     * Stores rows of another gateway, whose {@link CallRow#decision} is {@link #IMPORTED}, and how far it was read, in one
     * transaction; rows that are there already change nothing.
     *
     * @param name under which {@code progress} is kept
     * @return how many were new
     */
    public int takeOver(List<CallRow> rows, String name, String progress) throws SQLException {
        return withCalls(connection -> {
            int added = calls().takeOver(connection, rows);
            KeptValues.keep(connection, name, progress);
            return added;
        });
    }

    /**
     * Brings sums of a day to what another gateway says of it, where the rows taken over from there do not explain them.
     *
     * @return requests that have no row here
     */
    public long takeOver(LocalDate day, List<ImportedUse> uses) throws SQLException {
        return withCalls(connection -> ImportedDays.complete(connection, calls().labels(), day.toEpochDay(), uses));
    }

    /** What was taken over of calls that accounts of a kind made since a moment. */
    public Map<String, Cost> imported(AccountKind kind, Instant since) throws SQLException {
        return reading(connection -> new ImportedSums(connection, flavor).spent(kind, since));
    }

    /** How much was taken over of each team's calls; an empty name is none. */
    public Map<String, ImportedTotals.Sum> importedTeams() throws SQLException {
        return reading(connection -> new ImportedSums(connection, flavor).teams());
    }

    /** How much was taken over. */
    public ImportedTotals imported() throws SQLException {
        return reading(connection -> new ImportedSums(connection, flavor).totals());
    }

    private <T> T withCalls(Work<T> work) throws SQLException {
        CallWriter calls = calls();
        synchronized (calls) {
            try {
                return writing(work);
            } catch (SQLException | RuntimeException failed) {
                calls.rolledBack();
                throw failed;
            }
        }
    }

    /** Sums over days, both inclusive. */
    public UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) throws SQLException {
        return reading(connection -> new UsageReader(connection, flavor).usage(start, end, organization));
    }

    /** Rows, newest first. */
    public CallPage page(CallQuery query) throws SQLException {
        return reading(connection -> new CallReader(connection, flavor).page(query));
    }

    /** A small text kept under a name. */
    public Optional<String> state(String name) throws SQLException {
        return reading(connection -> KeptValues.state(connection, name));
    }

    /** Keeps a small text under a name. */
    public void keep(String name, String value) throws SQLException {
        keeping(connection -> {
            KeptValues.keep(connection, name, value);
            return value;
        });
    }

    /**
     * Accounts that changed, those that are gone included.
     *
     * @param since the number of the last change that is known; 0 for all
     */
    public AccountChanges accounts(long since) throws SQLException {
        return reading(connection -> AccountRows.changed(connection, since));
    }

    /** Keeps accounts, all of them or none. */
    public void putAccounts(List<StoredAccount> accounts) throws SQLException {
        keeping(connection -> {
            AccountRows.put(connection, accounts);
            return accounts;
        });
    }

    /** Forgets accounts, all of them or none. */
    public void removeAccounts(AccountKind kind, List<String> ids) throws SQLException {
        keeping(connection -> {
            AccountRows.remove(connection, kind, ids);
            return ids;
        });
    }

    /** Keeps a text under a name until a moment, unless one is kept there; answers the one that is. */
    public String keepFirst(String name, String text, Instant now, Instant until) throws SQLException {
        return keeping(connection -> KeptValues.first(connection, name, text, now, until));
    }

    /** Keeps another text under a name that is taken; an empty one frees the name. */
    public void keepInstead(String name, String text) throws SQLException {
        keeping(connection -> {
            KeptValues.instead(connection, name, text);
            return text;
        });
    }

    /** What a key has spent since a moment on calls that asked for a model. */
    public Cost spentOn(String key, String model, Instant since) throws SQLException {
        return reading(connection -> new AccountSums(connection, flavor).spentOn(key, model, since));
    }

    /** What accounts of a kind have spent since a moment: one of them, or all. */
    public Map<String, Cost> spent(AccountKind kind, Instant since, Optional<String> name) throws SQLException {
        return reading(connection -> new AccountSums(connection, flavor).spent(kind, since, name));
    }

    /** Adds entries to the audit. */
    public void appendAudit(List<AuditEntry> entries) throws SQLException {
        keeping(connection -> {
            AuditRows.append(connection, entries);
            return entries;
        });
    }

    /** Entries of the audit older than a number, newest first. */
    public AuditPage audit(long before, int limit) throws SQLException {
        return reading(connection -> AuditRows.page(connection, before, limit));
    }

    /** The first entry of the audit where its chain is broken; empty when it holds. */
    public Optional<Long> brokenAudit() throws SQLException {
        return reading(AuditRows::broken);
    }

    /** Sums of each day and what it was summed by, oldest first. */
    public List<DailyUse> daily(DailyQuery query) throws SQLException {
        return reading(connection -> new DailyReader(connection, flavor).read(query));
    }

    /** Calls of some days whose answers were known already. */
    public RecalledUse recalled(DailyQuery query) throws SQLException {
        return reading(connection -> new DailyReader(connection, flavor).recalled(query));
    }

    /** Sums of each day of calls that carry a tag, oldest first; an empty tag is any. */
    public List<TaggedUse> tagged(DailyQuery query, String tag) throws SQLException {
        return reading(connection -> new DailyReader(connection, flavor).tagged(query, tag));
    }

    /** Takes a user's name, addresses and request ids out of rows that stay; answers how many rows. */
    public int anonymise(String user, String pseudonym) throws SQLException {
        CallWriter calls = calls();
        synchronized (calls) {
            calls.rolledBack();
            return writing(connection -> Privacy.anonymise(connection, user, pseudonym));
        }
    }

    /** Removes some rows that began before a moment, oldest first; their sums stay. Answers how many. */
    public int forget(Instant before, int most) throws SQLException {
        return writing(connection -> Privacy.forget(connection, before, most));
    }

    /** A secret of 32 random bytes, made the first time it is asked for. */
    public byte[] secret(String name) throws SQLException {
        return keeping(connection -> KeptValues.secret(connection, name));
    }
}
