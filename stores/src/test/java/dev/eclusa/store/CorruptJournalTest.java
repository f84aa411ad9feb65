package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.store.journal.Journal;
import dev.eclusa.store.journal.OpenReport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptJournalTest {
    private static final int CALLS = 100;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void replaysUpToTheCorruptRecordAndSetsTheFileAside(long seed) throws Exception {
        Path file = written();
        int whole = damage(file, new Random(seed));
        try (LedgerStore store = Ledgers.open(directory)) {
            OpenReport report = store.report().join();
            assertThat(report.recovered()).isEqualTo(whole);
            assertThat(report.setAside())
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).exists().hasFileName(file.getFileName() + ".corrupt"));
            assertThat(Ledgers.ids(store))
                    .isEqualTo(
                            IntStream.range(0, whole).mapToObj(i -> "call-" + i).toList());
            store.settle(MadeUpCalls.usual("after"));
            store.flush();
            assertThat(Ledgers.ids(store)).contains("after");
        }
        try (LedgerStore store = Ledgers.open(directory)) {
            assertThat(store.report().join().clean()).isTrue();
        }
    }

    private Path written() throws Exception {
        try (Journal journal = Journal.open(directory.resolve("journal"), Journal.SMALLEST_SEGMENT)) {
            IntStream.range(0, CALLS).forEach(i -> journal.settle(MadeUpCalls.usual("call-" + i)));
        }
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.toList().getFirst();
        }
    }

    /** Changes one byte of a record; answers how many records stand before it. */
    private static int damage(Path file, Random random) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int whole = random.nextInt(CALLS);
        int start = 0;
        for (int i = 0; i < whole; i++) {
            start += 8 + (words.getInt(start) + 7 & -8);
        }
        bytes[start + random.nextInt(8 + words.getInt(start))] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        return whole;
    }
}
