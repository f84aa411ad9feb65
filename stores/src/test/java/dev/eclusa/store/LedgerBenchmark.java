package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.journal.Journal;
import dev.eclusa.store.sql.Database;
import dev.eclusa.store.sql.PostgresAddress;
import dev.eclusa.store.sql.PostgresDatabase;
import dev.eclusa.store.sql.SqliteDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Prints what a journal record and a row cost, in processor time and bytes. */
public final class LedgerBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int BATCH = 1000;
    private static final SplittableRandom RANDOM = new SplittableRandom(7);
    private static long made;

    private LedgerBenchmark() {}

    /** Runs it in a directory given as the first argument, or a temporary one; or on a PostgreSQL URL. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && PostgresAddress.isPostgres(arguments[0])) {
            try (Database database = new PostgresDatabase(PostgresAddress.of(arguments[0]))) {
                database("postgres", database);
            }
            return;
        }
        Path directory = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("ledger");
        journal(directory.resolve("journal"));
        Path file = directory.resolve("eclusa.db");
        try (Database database = new SqliteDatabase(file)) {
            database("sqlite", database);
            System.out.printf("sqlite: %d bytes a row%n", Files.size(file) / ROWS);
        }
        opening(directory.resolve("data"));
    }

    private static void opening(Path directory) {
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            LedgerStore store = LedgerStore.open(directory, LedgerStore.LedgerSettings.DEFAULT);
            System.out.printf("open: %.1f ms%n", (System.nanoTime() - start) / 1e6);
            store.close();
        }
    }

    private static void journal(Path directory) throws IOException {
        CallRow row = MadeUpCalls.usual(id());
        try (Journal journal = Journal.open(directory, 64 << 20)) {
            for (int round = 1; round <= 5; round++) {
                long start = cpu();
                for (int i = 0; i < 200_000; i++) {
                    journal.begin(row.begin());
                    journal.settle(row);
                }
                System.out.printf("journal: %.3f us a record%n", (cpu() - start) / 400_000e3);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void database(String name, Database database) throws Exception {
        long spent = 0;
        long began = System.nanoTime();
        for (int done = 0; done < ROWS; done += BATCH) {
            List<CallRow> rows = batch();
            long start = cpu();
            database.store(rows);
            spent += cpu() - start;
            if ((done + BATCH) % 200_000 == 0) {
                System.out.printf(
                        "%s: %.2f us of this process a row so far, %.0f rows a second%n",
                        name, spent / 1e3 / (done + BATCH), (done + BATCH) * 1e9 / (System.nanoTime() - began));
            }
        }
        database.secure();
        reads(database);
    }

    private static void reads(Database database) throws Exception {
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            database.usage(LocalDate.of(2020, 1, 1), LocalDate.of(2040, 1, 1), Optional.empty());
            long usage = System.nanoTime();
            database.page(CallQuery.newest(1000));
            long page = System.nanoTime();
            database.page(new CallQuery("", "nobody", "", 0, Long.MAX_VALUE, 1000));
            System.out.printf(
                    "usage %.2f ms, page of 1000 %.2f ms, absent key %.2f ms%n",
                    (usage - start) / 1e6, (page - usage) / 1e6, (System.nanoTime() - page) / 1e6);
        }
    }

    private static List<CallRow> batch() {
        List<CallRow> rows = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            rows.add(MadeUpCalls.usual(id()));
        }
        return rows;
    }

    /** Ids as the gateway makes them: they begin with the time, so that those of one batch stand side by side. */
    private static String id() {
        return "%012x%016x".formatted(MadeUpCalls.NOON + made++ / 10, RANDOM.nextLong());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
