package dev.eclusa.store;

import dev.eclusa.core.account.AccountStore;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.store.journal.Drainer;
import dev.eclusa.store.journal.Journal;
import dev.eclusa.store.journal.OpenReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger of one gateway: calls go to the journal at once, and from there to the database in batches, on a thread of
 * its own. A database that is slow, locked or gone delays rows and loses none.
 */
public final class LedgerStore implements Ledger, AutoCloseable {
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(60);
    private static final String KEY_SECRET = "keys";
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final DataDirectory directory;
    private final Journal journal;
    private final DatabaseSink database;
    private final boolean shared;
    private final StoredAudit audit;
    private final Drainer drainer;

    /**
     * How the ledger is kept.
     *
     * @param segmentSize bytes of a journal segment, at least {@link Journal#SMALLEST_SEGMENT}
     * @param drain how long settled calls gather before they are moved to the database
     * @param force how often the journal is made safe against a loss of power; zero is never
     */
    public record LedgerSettings(long segmentSize, Duration drain, Duration force) {
        /** 16 MiB, four times a second, every second. */
        public static final LedgerSettings DEFAULT =
                new LedgerSettings(16 << 20, Duration.ofMillis(250), Duration.ofSeconds(1));
    }

    private LedgerStore(DataDirectory directory, Journal journal, LedgerSettings settings, DatabasePlace place) {
        this.directory = directory;
        this.journal = journal;
        this.shared = place instanceof DatabasePlace.Server;
        this.database = new DatabaseSink(place.in(directory.path()));
        this.audit = new StoredAudit(database);
        this.drainer = new Drainer(journal, database, new Drainer.Rhythm(settings.drain(), settings.force()));
    }

    /**
     * Opens the ledger in a directory. The journal takes records at once; the database is opened, and what an earlier
     * process left is stored, behind that: see {@link #report}.
     *
     * @throws DataDirectory.Unusable when another process has the directory, or it cannot be written
     */
    public static LedgerStore open(Path path, LedgerSettings settings) {
        return open(path, settings, DatabasePlace.usual());
    }

    /** The same with a database elsewhere; the journal is in the directory in any case. */
    public static LedgerStore open(Path path, LedgerSettings settings, DatabasePlace place) {
        DataDirectory directory = DataDirectory.open(path);
        try {
            Journal journal = Journal.open(directory.path().resolve("journal"), settings.segmentSize());
            return new LedgerStore(directory, journal, settings, place);
        } catch (IOException failed) {
            directory.close();
            throw new DataDirectory.Unusable(
                    "The journal in " + path.toAbsolutePath() + " cannot be opened: is the disk full or read-only?",
                    failed);
        } catch (RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    /** What an earlier process left; there when all of it is stored. */
    public CompletableFuture<OpenReport> report() {
        return drainer.report();
    }

    @Override
    public void begin(CallBegin begin) {
        journal.begin(begin);
    }

    @Override
    public void settle(CallRow row) {
        journal.settle(row);
    }

    /**
     * Waits until every call settled so far is in the database.
     *
     * @throws LedgerUnavailable when the database does not take them within a minute
     */
    public void flush() {
        try {
            if (!drainer.flush(LONGEST_FLUSH)) {
                throw new LedgerUnavailable("The ledger's database does not take rows; they wait in the journal.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while waiting for the ledger's database.", interrupted);
        }
    }

    /** Sums over days, both inclusive, of one organization or of all. Waits for the database. */
    public UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) {
        return database.use(opened -> opened.usage(start, end, organization));
    }

    /** Rows, newest first. Waits for the database. */
    public List<CallRow> calls(CallQuery query) {
        return page(query).calls();
    }

    /** Rows, newest first, and where the next page begins. Waits for the database. */
    public CallPage page(CallQuery query) {
        return database.use(opened -> opened.page(query));
    }

    /** A small text kept under a name. Waits for the database. */
    public Optional<String> state(String name) {
        return database.use(opened -> opened.state(name));
    }

    /** Keeps a small text under a name. Waits for the database. */
    public void keep(String name, String value) {
        database.use(opened -> {
            opened.keep(name, value);
            return value;
        });
    }

    /** The secret that keys are hashed with, made at first use; the same for all that share the database. Waits for it. */
    public byte[] keySecret() {
        return database.use(opened -> opened.secret(KEY_SECRET));
    }

    /** What was done by whom. */
    public StoredAudit audit() {
        return audit;
    }

    /** Sums of each day and what it was summed by, oldest first. Waits for the database. */
    public List<DailyUse> daily(DailyQuery query) {
        return database.use(opened -> opened.daily(query));
    }

    /** Calls of some days whose answers were known already. Waits for the database. */
    public RecalledUse recalled(DailyQuery query) {
        return database.use(opened -> opened.recalled(query));
    }

    /** Sums of each day of calls that carry a tag, oldest first; an empty tag is any. Waits for the database. */
    public List<TaggedUse> tagged(DailyQuery query, String tag) {
        return database.use(opened -> opened.tagged(query, tag));
    }

    /** Takes a user's name, addresses and request ids out of rows that stay; answers how many rows. Waits. */
    public int anonymise(String user, String pseudonym) {
        flush();
        return database.use(opened -> opened.anonymise(user, pseudonym));
    }

    /** Removes rows that began before a moment, in small batches; their sums stay. Answers how many. Waits. */
    public int forget(Instant before) {
        int forgotten = 0;
        int some;
        do {
            some = database.use(opened -> opened.forget(before, FORGOTTEN_AT_ONCE));
            forgotten += some;
        } while (some == FORGOTTEN_AT_ONCE);
        return forgotten;
    }

    /** Whether other gateways keep their accounts and calls in the same database. */
    public boolean isShared() {
        return shared;
    }

    /**
     * Waits until the database is open, half a minute at most.
     *
     * @throws StoreRefused when it never will be
     * @throws LedgerUnavailable when it is not by then
     */
    public void awaitDatabase() {
        database.awaitOpen();
    }

    /** The accounts, kept in the same database. */
    public AccountStore accounts() {
        return new StoredAccounts(database, drainer, shared);
    }

    /** Stores what has settled and lets the directory go; calls still under way will be found as interrupted. */
    @Override
    public void close() {
        journal.stop();
        audit.close();
        drainer.close();
        journal.close();
        try {
            database.close();
        } catch (SQLException failed) {
            System.getLogger("eclusa.ledger")
                    .log(System.Logger.Level.WARNING, "The ledger's database did not close well", failed);
        } finally {
            directory.close();
        }
    }
}
