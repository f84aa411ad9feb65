package dev.eclusa.server.accounts;

import dev.eclusa.core.account.News;
import dev.eclusa.core.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps a book that others change up to date: looks when it is told of news, when somebody asks, and several times a second,
 * so that a key that was deleted elsewhere is refused within a second even where nobody tells of it. One look at a time.
 */
public final class BookWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("eclusa.accounts");
    private static final Duration PAUSE = Duration.ofMillis(400);

    private static final int PAUSES_TO_RECALL = 3;

    private final AccountBook book;
    private final boolean recalling;
    private final Thread watch;
    private Optional<CompletableFuture<Void>> running = Optional.empty();
    private Optional<CompletableFuture<Void>> next = Optional.empty();
    private boolean failing;

    private BookWatch(AccountBook book, boolean recalling) {
        this.book = book;
        this.recalling = recalling;
        this.watch = Thread.ofVirtual().name("accounts-watch").unstarted(this::watch);
    }

    /**
     * Watches until it is closed.
     *
     * @param recalling whether what accounts have spent is asked of the ledger too, since nobody else tells it
     */
    public static BookWatch start(AccountBook book, News news, boolean recalling) {
        BookWatch watch = new BookWatch(book, recalling);
        news.on(News.Topic.ACCOUNTS, watch::look);
        watch.watch.start();
        return watch;
    }

    /** A look that begins after this; fails where the store cannot be read. */
    public synchronized CompletionStage<Void> look() {
        if (running.isEmpty()) {
            CompletableFuture<Void> look = new CompletableFuture<>();
            running = Optional.of(look);
            Thread.startVirtualThread(() -> refresh(look));
            return look;
        }
        if (next.isEmpty()) {
            next = Optional.of(new CompletableFuture<>());
        }
        return next.get();
    }

    private void refresh(CompletableFuture<Void> first) {
        for (Optional<CompletableFuture<Void>> look = Optional.of(first); look.isPresent(); look = following()) {
            try {
                book.refresh();
                failing = false;
                look.get().complete(null);
            } catch (RuntimeException failed) {
                complain(failed);
                look.get().completeExceptionally(failed);
            }
        }
    }

    private synchronized Optional<CompletableFuture<Void>> following() {
        running = next;
        next = Optional.empty();
        return running;
    }

    private void complain(RuntimeException failed) {
        if (!failing) {
            failing = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Keys that are not known here cannot be looked up, the others go on: {0}",
                    failed.getMessage());
        }
    }

    private void watch() {
        try {
            for (int pauses = 1; ; pauses++) {
                Thread.sleep(PAUSE);
                look();
                if (recalling && pauses % PAUSES_TO_RECALL == 0) {
                    recall();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void recall() {
        try {
            book.recallSpending();
        } catch (LedgerUnavailable unavailable) {
            LOG.log(System.Logger.Level.DEBUG, "Spending is not recalled: {0}", unavailable.getMessage());
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
