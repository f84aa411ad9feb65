package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.store.journal.CallSink;
import dev.eclusa.store.sqlite.SqliteLedger;
import java.nio.file.Path;
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

    private final Path file;
    private final CompletableFuture<SqliteLedger> opened = new CompletableFuture<>();

    DatabaseSink(Path file) {
        this.file = file;
    }

    interface Use<T> {
        T of(SqliteLedger database) throws SQLException;
    }

    @Override
    public void open() throws SQLException {
        opened.complete(new SqliteLedger(file));
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
     * Uses the database once it is open.
     *
     * @throws LedgerUnavailable when it does not open in time, or fails
     */
    <T> T use(Use<T> use) {
        try {
            return use.of(opened.get(WAIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SQLException | ExecutionException | TimeoutException failed) {
            throw new LedgerUnavailable("The ledger's database " + file + " cannot be used right now.", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while waiting for the ledger's database.", interrupted);
        }
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
