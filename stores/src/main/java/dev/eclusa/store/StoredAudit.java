package dev.eclusa.store;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditLog;
import dev.eclusa.core.audit.AuditPage;
import dev.eclusa.core.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The audit in the ledger's database, written in batches by a thread of its own. Where more is refused than it can write, an
 * entry says how many were left out.
 */
public final class StoredAudit implements AuditLog, AutoCloseable {
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    private final DatabaseSink database;
    private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread writer = Thread.ofVirtual().name("audit-writer").unstarted(this::write);
    private volatile boolean closing;

    StoredAudit(DatabaseSink database) {
        this.database = database;
        writer.start();
    }

    @Override
    public void note(AuditEntry entry) {
        if (!waiting.offer(entry)) {
            leftOut.incrementAndGet();
        }
    }

    /** Entries older than a number, newest first. Waits for the database. */
    public AuditPage page(long before, int limit) {
        return database.use(opened -> opened.audit(before, limit));
    }

    /** The first entry where the chain is broken; empty when it holds. Waits for the database. */
    public Optional<Long> broken() {
        return database.use(opened -> opened.brokenAudit());
    }

    private void write() {
        List<AuditEntry> batch = new ArrayList<>();
        try {
            while (!closing || !waiting.isEmpty()) {
                AuditEntry first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH);
                    append(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(List<AuditEntry> batch) throws InterruptedException {
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            batch.add(new AuditEntry(
                    batch.getLast().atMillis(),
                    "",
                    "",
                    "audit",
                    0,
                    missing + " entries were left out: too many at once"));
        }
        while (true) {
            try {
                database.use(opened -> {
                    opened.appendAudit(batch);
                    return batch;
                });
                return;
            } catch (LedgerUnavailable | StoreRefused unavailable) {
                if (closing) {
                    return;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            writer.join(LONGEST_FAREWELL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
