package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.CallRow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that moves settled calls from the journal to the database, in batches, and removes segments that are done
 * with. It sleeps while no call settles. While the database refuses, it tries again with growing pauses.
 */
public final class Drainer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.ledger");
    private static final int BATCH = 4000;
    private static final long FIRST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 2000;
    private static final Duration LAST_TRIES = Duration.ofSeconds(10);

    private final Journal journal;
    private final CallSink sink;
    private final Rhythm rhythm;
    private final JournalTail tail;
    private final Thread thread;
    private final CompletableFuture<OpenReport> report = new CompletableFuture<>();
    private final Progress progress = new Progress();
    private volatile boolean closing;
    private volatile long closeBy;
    private long forced = System.nanoTime();
    private long forcedRecords;

    /**
     * How often things are done.
     *
     * @param gather how long rows gather to a batch
     * @param force how often the journal is made safe against a loss of power; zero is never
     */
    public record Rhythm(Duration gather, Duration force) {}

    private interface Step {
        void run() throws Exception;
    }

    private static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Starts it. */
    public Drainer(Journal journal, CallSink sink, Rhythm rhythm) {
        this.journal = journal;
        this.sink = sink;
        this.rhythm = rhythm;
        this.tail = new JournalTail(journal);
        this.thread = Thread.ofPlatform().name("ledger-drainer").daemon().unstarted(this::run);
        thread.start();
    }

    /** What an earlier process left; there when its calls are stored. */
    public CompletableFuture<OpenReport> report() {
        return report.copy();
    }

    /**
     * Waits until every record appended before is stored.
     *
     * @return false when that took too long
     */
    public boolean flush(Duration most) throws InterruptedException {
        long records = journal.records();
        journal.doorbell().hurry();
        return progress.await(records, most);
    }

    /** Stores what the journal holds and ends; the journal must have been stopped. */
    @Override
    public void close() {
        closeBy = System.nanoTime() + LAST_TRIES.toNanos();
        closing = true;
        journal.doorbell().hurry();
        try {
            thread.join(LAST_TRIES.plusSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            insist(sink::open);
            insist(() -> report.complete(Replay.of(journal.left(), sink)));
            while (!closing) {
                drain();
                rest();
            }
            drain();
            insist(this::removeLast);
        } catch (GivenUp closed) {
            LOG.log(System.Logger.Level.WARNING, "The database was not there; calls wait in the journal", closed);
            report.completeExceptionally(closed);
        } catch (RuntimeException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Calls are no longer moved to the database; they stay in the journal",
                    broken);
            report.completeExceptionally(broken);
        } finally {
            progress.end();
        }
    }

    private void drain() throws GivenUp {
        do {
            List<CallRow> rows = tail.next(BATCH);
            insist(() -> sink.store(rows));
            tail.stored(rows);
            insist(this::removeFinished);
            progress.reached(tail.records());
        } while (tail.hasNext());
    }

    private void rest() {
        boolean forcing = !rhythm.force().isZero();
        boolean unforced = forcing && forcedRecords != tail.records();
        long most = unforced ? rhythm.force().toNanos() : Long.MAX_VALUE;
        journal.doorbell().sleepUntil(() -> tail.hasNext() || closing, most);
        journal.doorbell().gather(rhythm.gather().toNanos());
        if (forcing && System.nanoTime() - forced >= rhythm.force().toNanos()) {
            journal.force();
            forced = System.nanoTime();
            forcedRecords = tail.records();
        }
    }

    private void removeFinished() throws Exception {
        List<Segment> finished = tail.finished();
        if (!finished.isEmpty()) {
            sink.secure();
        }
        for (Segment segment : finished) {
            journal.remove(segment);
        }
    }

    private void removeLast() throws Exception {
        if (tail.lastIsFinished()) {
            sink.secure();
            journal.remove(tail.last());
        } else {
            journal.force();
        }
    }

    /** Does a step until it succeeds, or until the time for closing is over. */
    private void insist(Step step) throws GivenUp {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
            try {
                step.run();
                return;
            } catch (Exception failed) {
                complain(failed);
                LockSupport.parkNanos(pause * 1_000_000);
            }
            if (closing && System.nanoTime() - closeBy > 0) {
                throw new GivenUp();
            }
        }
    }

    private static void complain(Exception failed) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The database of the ledger refuses; calls wait in the journal: {0}",
                failed.toString());
    }
}
