package dev.eclusa.app;

import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.store.LedgerStore;
import java.time.Duration;
import java.time.Instant;

/** Removes rows that have been kept long enough, every hour, in small batches; sums by day stay. */
final class Retention implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.ledger");
    private static final Duration PAUSE = Duration.ofHours(1);

    private final LedgerStore ledger;
    private final Duration kept;
    private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::run);

    private Retention(LedgerStore ledger, Duration kept) {
        this.ledger = ledger;
        this.kept = kept;
    }

    /** Looks now and then until it is closed. */
    static Retention start(LedgerStore ledger, Duration kept) {
        Retention retention = new Retention(ledger, kept);
        retention.thread.start();
        return retention;
    }

    private void run() {
        try {
            while (true) {
                forget();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            int rows = ledger.forget(Instant.now().minus(kept));
            if (rows > 0) {
                LOG.log(System.Logger.Level.INFO, "{0} rows older than {1} were removed.", rows, kept);
            }
        } catch (LedgerUnavailable unavailable) {
            LOG.log(System.Logger.Level.WARNING, "Old rows stay for now: {0}", unavailable.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
