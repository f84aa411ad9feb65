package dev.eclusa.store;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.store.journal.Journal;
import dev.eclusa.store.journal.JournalReader;
import dev.eclusa.store.journal.Records;
import dev.eclusa.store.sqlite.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The ledger of one gateway: calls go to the journal at once, and from there to the database in batches, on a thread of
 * its own. A database that is slow, locked or gone delays rows and loses none.
 */
public final class LedgerStore implements Ledger, AutoCloseable {
    private static final int BATCH = 1000;
    private static final int LARGEST_RECORD = 64 << 10;
    private static final System.Logger LOG = System.getLogger("eclusa.ledger");

    private final DataDirectory directory;
    private final Journal journal;
    private final LedgerSettings settings;
    private final Thread drainer;
    private final CompletableFuture<Database> database = new CompletableFuture<>();
    private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::make);
    private volatile boolean closing;
    private volatile long flushAsked;
    private volatile long flushDone;

    /**
     * How the ledger is kept.
     *
     * @param segmentSize bytes of a journal segment
     * @param drain how often settled calls are moved to the database
     * @param force how often the journal is made safe against a loss of power; zero is never
     */
    public record LedgerSettings(long segmentSize, Duration drain, Duration force) {
        /** 16 MiB, twice a second, every second. */
        public static final LedgerSettings DEFAULT =
                new LedgerSettings(16 << 20, Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    /** Where a thread writes a record before it goes to the journal. */
    private record Scratch(byte[] bytes, ByteBuffer view) {
        static Scratch make() {
            byte[] bytes = new byte[LARGEST_RECORD];
            return new Scratch(bytes, ByteBuffer.wrap(bytes));
        }
    }

    private LedgerStore(DataDirectory directory, Journal journal, LedgerSettings settings) {
        this.directory = directory;
        this.journal = journal;
        this.settings = settings;
        this.drainer = Thread.ofPlatform().name("ledger-drainer").daemon().unstarted(this::drain);
    }

    /**
     * Opens the ledger in a directory. The journal takes records at once; the database is opened, and what an earlier
     * process left is stored, behind that.
     *
     * @throws DataDirectory.Unusable when another process has the directory, or it cannot be written
     */
    public static LedgerStore open(Path path, LedgerSettings settings) {
        DataDirectory directory = DataDirectory.open(path);
        try {
            Journal journal = Journal.open(path.resolve("journal"), settings.segmentSize());
            LedgerStore store = new LedgerStore(directory, journal, settings);
            store.drainer.start();
            return store;
        } catch (IOException failed) {
            directory.close();
            throw new DataDirectory.Unusable(
                    "The journal in " + path.toAbsolutePath() + " cannot be opened: is the disk full or read-only?",
                    failed);
        }
    }

    @Override
    public void begin(CallBegin begin) {
        Scratch scratch = scratches.get();
        journal.append(scratch.bytes(), Records.begin(begin, scratch.view()));
    }

    @Override
    public void settle(CallRow row) {
        Scratch scratch = scratches.get();
        journal.append(scratch.bytes(), Records.settle(row, scratch.view()));
    }

    /** Waits until every call settled so far is in the database. */
    public void flush() {
        long asked;
        synchronized (this) {
            asked = ++flushAsked;
        }
        LockSupport.unpark(drainer);
        while (flushDone < asked && drainer.isAlive()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Sums over days, both inclusive. Waits for the database. */
    public UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) {
        return read(opened -> opened.usage(start, end, organization));
    }

    /** Rows, newest first. Waits for the database. */
    public List<CallRow> calls(CallQuery query) {
        return read(opened -> opened.calls(query));
    }

    /** A small text kept under a name. Waits for the database. */
    public Optional<String> state(String name) {
        return read(opened -> opened.state(name));
    }

    /** Keeps a small text under a name. Waits for the database. */
    public void keep(String name, String value) {
        read(opened -> {
            opened.keep(name, value);
            return value;
        });
    }

    /** Stores what has settled and lets the directory go. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(drainer);
        try {
            drainer.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        journal.force();
        journal.close();
        directory.close();
    }

    private interface Reading<T> {
        T of(Database database) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of(database.join());
        } catch (SQLException failed) {
            throw new LedgerUnavailable("The ledger's database cannot be read right now.", failed);
        }
    }

    private void drain() {
        try (Database opened = openDatabase()) {
            inherit(opened);
            database.complete(opened);
            loop(opened);
        } catch (SQLException failed) {
            LOG.log(System.Logger.Level.ERROR, "The ledger's database cannot be closed", failed);
        }
    }

    private void loop(Database opened) {
        JournalReader reader = new JournalReader(journal);
        long forced = System.nanoTime();
        while (true) {
            boolean last = closing;
            long asked = flushAsked;
            move(reader, opened);
            flushDone = asked;
            if (last) {
                return;
            }
            reader.retire();
            journal.prepare();
            if (!settings.force().isZero()
                    && System.nanoTime() - forced > settings.force().toNanos()) {
                journal.force();
                forced = System.nanoTime();
            }
            if (!closing && flushAsked == asked) {
                LockSupport.parkNanos(settings.drain().toNanos());
            }
        }
    }

    private void move(JournalReader reader, Database opened) {
        List<CallRow> rows = reader.next(BATCH);
        while (!rows.isEmpty()) {
            store(opened, rows);
            rows = reader.next(BATCH);
        }
    }

    /** Tries until it succeeds: the journal keeps what waits. */
    private void store(Database opened, List<CallRow> rows) {
        for (long pause = 50; ; pause = Math.min(5000, pause * 2)) {
            try {
                opened.store(rows);
                return;
            } catch (SQLException failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The ledger's database refuses rows; they wait in the journal",
                        failed);
                if (closing) {
                    return;
                }
                LockSupport.parkNanos(pause * 1_000_000);
            }
        }
    }

    private Database openDatabase() {
        for (long pause = 50; ; pause = Math.min(5000, pause * 2)) {
            try {
                return new Database(directory.path().resolve("eclusa.db"));
            } catch (SQLException failed) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The ledger's database cannot be opened; calls wait in the journal",
                        failed);
                LockSupport.parkNanos(pause * 1_000_000);
            }
        }
    }

    private void inherit(Database opened) {
        try {
            JournalReader.Inheritance left = new JournalReader(journal).inheritance();
            for (int from = 0; from < left.rows().size(); from += BATCH) {
                store(opened, left.rows().subList(from, Math.min(left.rows().size(), from + BATCH)));
            }
            left.setAside()
                    .forEach(file -> LOG.log(
                            System.Logger.Level.ERROR,
                            "The end of a journal file was corrupt; it is kept as {0}",
                            file));
            for (Path file : left.files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException unreadable) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The journal of an earlier process cannot be read; it is left there",
                    unreadable);
        }
    }
}
