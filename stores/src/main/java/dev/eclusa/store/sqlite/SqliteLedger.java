package dev.eclusa.store.sqlite;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.UsageReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The embedded database: one connection that writes, one that reads, each used under its own lock. Every method blocks;
 * call them from a virtual thread or the drainer.
 *
 * <p>Measured by {@code LedgerBenchmark} over a million usual calls in batches of 1,000, two cores shared with other work:
 * 10 µs of processor time and 163 bytes a row. That holds for call ids that begin with the time; random ones cost 37 µs,
 * because each then changes a page of its own in the index.
 */
public final class SqliteLedger implements AutoCloseable {
    private final Connection writer;
    private final Connection reader;
    private final CallWriter calls;

    /** Opens the file, creating or upgrading its tables. */
    public SqliteLedger(Path file) throws SQLException {
        writer = connect(file);
        try {
            writing(connection -> {
                Schema.migrate(connection);
                return connection;
            });
            calls = new CallWriter(writer);
            reader = connect(file);
        } catch (SQLException failed) {
            writer.close();
            throw failed;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.NOMUTEX); // each connection has a lock of ours
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(5000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=-8000");
            statement.execute("PRAGMA wal_autocheckpoint=4000");
        }
        return connection;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * A transaction begun and ended in SQLite's own words: when the disk is full it has rolled back already, which the
     * driver would not notice and then never begin another.
     */
    private <T> T writing(Work<T> work) throws SQLException {
        synchronized (writer) {
            execute("BEGIN IMMEDIATE");
            try {
                T result = work.on(writer);
                execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack();
                throw failed;
            }
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException doneAlready) {
            System.getLogger("eclusa.store")
                    .log(System.Logger.Level.DEBUG, "Nothing to roll back: {0}", doneAlready.getMessage());
        }
    }

    /** Prepared each time: the driver closes a statement that failed. */
    private void execute(String words) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(words);
        }
    }

    private <T> T reading(Work<T> work) throws SQLException {
        synchronized (reader) {
            return work.on(reader);
        }
    }

    /**
     * Stores rows and adds them to the daily sums, in one transaction; rows that are there already change nothing.
     *
     * @return how many were new
     */
    public int store(List<CallRow> settled) throws SQLException {
        if (settled.isEmpty()) {
            return 0;
        }
        synchronized (writer) {
            try {
                return writing(connection -> calls.write(settled));
            } catch (SQLException | RuntimeException failed) {
                calls.rolledBack();
                throw failed;
            }
        }
    }

    /** Makes what was stored survive a loss of power: SQLite syncs its log before it moves pages. */
    public void secure() throws SQLException {
        synchronized (writer) {
            try (Statement statement = writer.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        }
    }

    /** Sums over days, both inclusive. */
    public UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) throws SQLException {
        return reading(connection -> new UsageReader(connection).usage(start, end, organization));
    }

    /** Rows, newest first. */
    public CallPage page(CallQuery query) throws SQLException {
        return reading(connection -> new CallReader(connection).page(query));
    }

    /** A small text kept under a name. */
    public Optional<String> state(String name) throws SQLException {
        return reading(connection -> KeptValues.state(connection, name));
    }

    /** Keeps a small text under a name. */
    public void keep(String name, String value) throws SQLException {
        writing(connection -> {
            KeptValues.keep(connection, name, value);
            return value;
        });
    }

    /** Every account. */
    public List<StoredAccount> accounts() throws SQLException {
        return reading(SqliteAccounts::all);
    }

    /** Keeps accounts, all of them or none. */
    public void putAccounts(List<StoredAccount> accounts) throws SQLException {
        writing(connection -> {
            SqliteAccounts.put(connection, accounts);
            return accounts;
        });
    }

    /** Forgets accounts, all of them or none. */
    public void removeAccounts(AccountKind kind, List<String> ids) throws SQLException {
        writing(connection -> {
            SqliteAccounts.remove(connection, kind, ids);
            return ids;
        });
    }

    /** What each account of a kind has spent since a moment. */
    public Map<String, Cost> spent(AccountKind kind, Instant since) throws SQLException {
        return reading(connection -> SqliteAccounts.spent(connection, kind, since));
    }

    /** A secret of 32 random bytes, made the first time it is asked for. */
    public byte[] secret(String name) throws SQLException {
        return writing(connection -> KeptValues.secret(connection, name));
    }

    @Override
    public void close() throws SQLException {
        synchronized (reader) {
            reader.close();
        }
        synchronized (writer) {
            writer.close();
        }
    }
}
