package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.LedgerStore.LedgerSettings;
import dev.eclusa.store.journal.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerStoreTest {
    private static final LedgerSettings SMALL = new LedgerSettings(64 << 10, Duration.ofMillis(5), Duration.ZERO);
    private static final LocalDate EVER = LocalDate.of(2020, 1, 1);
    private static final LocalDate LATER = LocalDate.of(2100, 1, 1);

    @TempDir
    Path data;

    @Test
    void aSettledCallReadsBackWhole() {
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            store.begin(Calls.begin("A"));
            store.settle(Calls.settled("A", 1234));
            store.flush();
            CallRow row = store.calls(CallQuery.newest(10)).getFirst();
            CallRow written = Calls.settled("A", 1234);
            assertThat(row.attempts()).isEqualTo(written.attempts());
            assertThat(row.usage()).isEqualTo(written.usage());
            assertThat(row.cost()).isEqualTo(written.cost());
            assertThat(row.begin().caller()).isEqualTo(written.begin().caller());
            assertThat(store.usage(EVER, LATER, Optional.of("org")).summary())
                    .isEqualTo(new UsageReport.Sum(1, 150, new Cost(1234)));
            assertThat(store.usage(EVER, LATER, Optional.of("' OR '1'='1")).byModel())
                    .isEmpty();
        }
    }

    @Test
    void everyCallIsThereOnceWhateverTheOrderAndHoweverOftenItIsReopened() {
        Random random = new Random(7);
        Set<String> settled = new HashSet<>();
        List<String> open = new ArrayList<>();
        int number = 0;
        for (int life = 0; life < 5; life++) {
            try (LedgerStore store = LedgerStore.open(data, SMALL)) {
                for (int step = 0; step < 400; step++) {
                    if (open.isEmpty() || random.nextBoolean()) {
                        String id = "call-" + number++;
                        store.begin(Calls.begin(id));
                        open.add(id);
                    } else {
                        String id = open.remove(random.nextInt(open.size()));
                        store.settle(Calls.settled(id, 10));
                        settled.add(id);
                    }
                }
                open.forEach(id -> {
                    store.settle(Calls.settled(id, 10));
                    settled.add(id);
                });
                open.clear();
            }
        }
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            List<CallRow> rows = store.calls(CallQuery.newest(1_000_000));
            assertThat(rows).hasSize(settled.size());
            assertThat(rows.stream().map(row -> row.begin().callId())).containsExactlyInAnyOrderElementsOf(settled);
            assertThat(store.usage(EVER, LATER, Optional.empty()).summary().requests())
                    .isEqualTo(settled.size());
        }
    }

    @Test
    void loadOverManySegmentsLeavesNoFilesBehind() throws IOException {
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            for (int i = 0; i < 2000; i++) {
                store.begin(Calls.begin("c" + i));
                store.settle(Calls.settled("c" + i, 1));
            }
            store.flush();
            store.flush();
            assertThat(store.usage(EVER, LATER, Optional.empty()).summary().requests())
                    .isEqualTo(2000);
            try (Stream<Path> files = Files.list(data.resolve("journal"))) {
                assertThat(files.count()).isLessThan(5);
            }
        }
    }

    @Test
    void anotherProcessOnTheDirectoryIsRefused() {
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            assertThatThrownBy(() -> LedgerStore.open(data, SMALL))
                    .isInstanceOf(DataDirectory.Unusable.class)
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void survivesKillNine() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> acknowledged = new HashSet<>();
        Set<String> begun = new HashSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && acknowledged.size() < 5000) {
                (line.startsWith("s") ? acknowledged : begun).add(line.substring(1));
                line = out.readLine();
            }
            process.destroyForcibly().waitFor();
        }
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            store.report().join();
            List<CallRow> rows = store.calls(CallQuery.newest(1_000_000));
            List<String> ids = rows.stream().map(row -> row.begin().callId()).toList();
            assertThat(ids).doesNotHaveDuplicates().containsAll(acknowledged).containsAll(begun);
            assertThat(rows.stream()
                            .filter(row -> acknowledged.contains(row.begin().callId()))
                            .allMatch(row -> row.outcome() == Outcome.SUCCESS))
                    .isTrue();
            CallRow interrupted = rows.stream()
                    .filter(row -> row.outcome() == Outcome.INTERRUPTED)
                    .findFirst()
                    .orElseThrow();
            assertThat(interrupted.cost()).contains(new Cost(45_000));
            assertThat(interrupted.usageEstimated()).isTrue();
        }
    }

    /** Accounts calls until it is killed; every other one is never settled. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            LedgerStore store = LedgerStore.open(Path.of(arguments[0]), SMALL);
            for (int i = 0; ; i++) {
                String id = "v" + i;
                store.begin(Calls.begin(id));
                System.out.println("b" + id);
                if (i % 10 != 0) {
                    store.settle(Calls.settled(id, 1));
                    System.out.println("s" + id);
                }
            }
        }
    }

    @Test
    void replaysUpToACorruptRecordAndSetsTheFileAside() throws IOException {
        try (Journal journal = Journal.open(data.resolve("journal"), Journal.SMALLEST_SEGMENT)) {
            for (int i = 0; i < 50; i++) {
                journal.begin(Calls.begin("c" + i));
                journal.settle(Calls.settled("c" + i, 1));
            }
        }
        Path segment;
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            segment = files.sorted().findFirst().orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(8000);
            file.write(0x5A);
            file.write(0x5A);
        }
        try (LedgerStore store = LedgerStore.open(data, SMALL)) {
            store.report().join();
            int kept = store.calls(CallQuery.newest(1000)).size();
            assertThat(kept).isBetween(5, 45);
            try (Stream<Path> files = Files.list(data.resolve("journal"))) {
                assertThat(files.anyMatch(file -> file.toString().endsWith(".corrupt")))
                        .isTrue();
            }
        }
    }
}
