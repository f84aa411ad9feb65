package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.store.journal.CallSink;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The database as the drainer fills it; readers wait here until it is open. */
final class DatabaseSink implements CallSink, AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final DatabasePlace place;
    private final CompletableFuture<Database> opened = new CompletableFuture<>();

    DatabaseSink(DatabasePlace place) {
        this.place = place;
    }

    interface Use<T> {
        T of(Database database) throws SQLException;
    }

    @Override
    public void open() throws SQLException {
        try {
            opened.complete(place.open());
        } catch (SQLException failed) {
            if (!place.mayComeBack(failed)) {
                opened.completeExceptionally(new StoreRefused(
                        "The database " + place + " cannot be used: " + failed.getMessage()
                                + " Nothing was changed in it.",
                        failed));
            }
            throw failed;
        }
    }

    @Override
    public int store(List<CallRow> rows) throws SQLException {
        return opened.join().store(rows);
    }

    @Override
    public void secure() throws SQLException {
        opened.join().secure();
    }

    /**
     * Waits until it is open.
     *
     * @throws StoreRefused when it never will be
     * @throws LedgerUnavailable when that takes too long
     */
    void awaitOpen() {
        use(database -> database);
    }

    /**
     * Uses the database once it is open.
     *
     * @throws StoreRefused when it never will be
     * @throws LedgerUnavailable when it does not open in time, or fails
     */
    <T> T use(Use<T> use) {
        try {
            return use.of(opened.get(WAIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof StoreRefused refused ? refused : unavailable(failed);
        } catch (SQLException | TimeoutException failed) {
            throw unavailable(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while waiting for the ledger's database.", interrupted);
        }
    }

    private LedgerUnavailable unavailable(Exception failed) {
        return new LedgerUnavailable("The database " + place + " cannot be used right now.", failed);
    }

    @Override
    public void close() throws SQLException {
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            opened.join().close();
        } else {
            opened.completeExceptionally(new LedgerUnavailable("The ledger is closed."));
        }
    }
}
