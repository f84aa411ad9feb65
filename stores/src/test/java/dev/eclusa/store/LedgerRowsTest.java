package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.ledger.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRowsTest {
    @TempDir
    Path directory;

    @Test
    void givesBackEveryFieldOfACall() {
        MadeUpCalls calls = new MadeUpCalls(new Random(1));
        try (LedgerStore store = Ledgers.open(directory)) {
            List<CallRow> rows = IntStream.range(0, 300)
                    .mapToObj(i -> calls.row(calls.begin("call-" + i)))
                    .toList();
            rows.forEach(row -> {
                store.begin(row.begin());
                store.settle(row);
            });
            store.flush();
            assertThat(Ledgers.all(store)).isEqualTo(rows);
            assertThat(Ledgers.usage(store).summary()).isEqualTo(Ledgers.summed(rows));
        }
    }

    @Test
    void findsCallsByEitherIdByKeyByUserAndByTime() {
        MadeUpCalls calls = new MadeUpCalls(new Random(2));
        try (LedgerStore store = Ledgers.open(directory)) {
            List<CallRow> rows = IntStream.range(0, 300)
                    .mapToObj(i -> calls.row(calls.begin("call-" + i)))
                    .toList();
            rows.forEach(store::settle);
            store.flush();
            for (CallRow row : rows.subList(0, 20)) {
                CallBegin begin = row.begin();
                assertThat(store.calls(new CallQuery(begin.callId(), "", "", 0, Long.MAX_VALUE, 10)))
                        .containsExactly(row);
                assertThat(store.calls(new CallQuery(begin.requestId(), "", "", 0, Long.MAX_VALUE, 10)))
                        .containsExactly(row);
            }
            long from = MadeUpCalls.NOON + 40_000_000;
            long to = from + 90_000_000;
            List<CallRow> wanted = rows.stream()
                    .filter(row -> row.begin().caller().key().equals("alpha"))
                    .filter(row -> row.begin().caller().user().equals("team-7"))
                    .filter(row ->
                            row.begin().beganAtMillis() >= from && row.begin().beganAtMillis() < to)
                    .toList();
            assertThat(wanted).isNotEmpty();
            assertThat(store.calls(new CallQuery("", "alpha", "team-7", from, to, 1000)))
                    .isEqualTo(wanted.reversed());
        }
    }

    @Test
    void sumsByTierAndModelForOneOrganization() {
        try (LedgerStore store = Ledgers.open(directory)) {
            store.settle(MadeUpCalls.usual("one"));
            store.settle(MadeUpCalls.usual("two"));
            store.flush();
            LocalDate day = LocalDate.ofEpochDay(MadeUpCalls.NOON / 86_400_000);
            UsageReport report = store.usage(day, day, Optional.of("acme"));
            assertThat(report.byModel()).containsOnlyKeys("tier1/gpt-4o-mini");
            assertThat(report.summary().requests()).isEqualTo(2);
            assertThat(report.summary().cost().nanos()).isEqualTo(312_000);
            assertThat(store.usage(day, day, Optional.of("other")).byModel()).isEmpty();
            assertThat(store.usage(day.plusDays(1), day.plusDays(1), Optional.empty())
                            .byModel())
                    .isEmpty();
        }
    }

    @Test
    void countsACallOnceHoweverOftenItSettles() {
        try (LedgerStore store = Ledgers.open(directory)) {
            store.settle(MadeUpCalls.usual("same"));
            store.flush();
            store.settle(MadeUpCalls.usual("same"));
            store.settle(MadeUpCalls.usual("same"));
            store.flush();
            assertThat(Ledgers.ids(store)).containsExactly("same");
            assertThat(Ledgers.usage(store).summary().requests()).isEqualTo(1);
        }
    }

    @Test
    void chargesThePromptOfACallThatNeverSettled() {
        CallBegin begin = MadeUpCalls.usual("lost").begin();
        try (LedgerStore store = Ledgers.open(directory)) {
            store.begin(begin);
        }
        try (LedgerStore store = Ledgers.open(directory)) {
            store.flush();
            assertThat(store.report().join().interrupted()).isEqualTo(1);
            CallRow row = Ledgers.all(store).getFirst();
            assertThat(row.outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(row.usageEstimated()).isTrue();
            assertThat(row.usage().input()).isEqualTo(begin.estimatedInputTokens());
            assertThat(row.cost().orElseThrow().nanos()).isEqualTo(begin.estimatedInputCostNanos());
        }
    }

    @Test
    void losesNothingWhenCallsComeFasterThanTheyAreStored() throws Exception {
        int each = 15_000;
        try (LedgerStore store = Ledgers.open(directory)) {
            List<Thread> loops = Stream.of("a", "b")
                    .map(name -> Thread.ofPlatform()
                            .start(() -> IntStream.range(0, each)
                                    .mapToObj(i -> MadeUpCalls.usual(name + i))
                                    .forEach(row -> {
                                        store.begin(row.begin());
                                        store.settle(row);
                                    })))
                    .toList();
            for (Thread loop : loops) {
                loop.join();
            }
            store.flush();
            assertThat(Ledgers.usage(store).summary().requests()).isEqualTo(2L * each);
        }
    }

    @Test
    void leavesNoSegmentBehindAfterACleanClose() throws Exception {
        try (LedgerStore store = Ledgers.open(directory)) {
            IntStream.range(0, 2000).forEach(i -> store.settle(MadeUpCalls.usual("call-" + i)));
        }
        try (Stream<Path> left = Files.list(directory.resolve("journal"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsCallsWhileTheDatabaseIsLocked() throws Exception {
        try (LedgerStore store = Ledgers.open(directory)) {
            store.flush();
            String url = "jdbc:sqlite:" + directory.resolve("eclusa.db");
            try (Connection other = DriverManager.getConnection(url);
                    Statement lock = other.createStatement()) {
                lock.execute("BEGIN IMMEDIATE");
                IntStream.range(0, 500).forEach(i -> store.settle(MadeUpCalls.usual("call-" + i)));
                assertThat(Ledgers.ids(store)).isEmpty();
                lock.execute("ROLLBACK");
            }
            store.flush();
            assertThat(Ledgers.ids(store)).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void storesTheSameJournalTwiceWithoutChange() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Path journal = directory.resolve("journal");
        List<CallRow> before;
        UsageReport sums;
        try (LedgerStore store = Ledgers.open(directory)) {
            store.begin(MadeUpCalls.usual("open").begin());
            IntStream.range(0, 50).forEach(i -> store.settle(MadeUpCalls.usual("call-" + i)));
            copy(journal, copy);
            store.settle(MadeUpCalls.usual("open"));
            store.flush();
            before = Ledgers.all(store);
            sums = Ledgers.usage(store);
        }
        copy(copy, journal);
        try (LedgerStore store = Ledgers.open(directory)) {
            assertThat(store.report().join().clean()).isTrue();
            assertThat(Ledgers.all(store)).isEqualTo(before);
            assertThat(Ledgers.usage(store)).isEqualTo(sums);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".journal")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void keepsSmallValuesAndOneSecret() {
        byte[] hash;
        try (LedgerStore store = Ledgers.open(directory)) {
            assertThat(store.state("master")).isEmpty();
            store.keep("master", "one");
            store.keep("master", "two");
            hash = store.keySecret();
        }
        try (LedgerStore store = Ledgers.open(directory)) {
            assertThat(store.state("master")).contains("two");
            assertThat(store.keySecret()).isEqualTo(hash).hasSize(32);
        }
    }

    @Test
    void refusesCallsOnceItIsClosed() {
        LedgerStore store = Ledgers.open(directory);
        store.close();
        assertThatThrownBy(() -> store.settle(MadeUpCalls.usual("late")))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("closed");
    }
}
