package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void refusesNewCallsSettlesOldOnesAndRecovers() throws Exception {
        Path journal = Files.createDirectory(directory.resolve("journal"));
        if (!run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", journal.toString())) {
            System.out.println("FullDiskTest: no full disk here, mounting a tmpfs needs root and the mount command");
            return;
        }
        try (LedgerStore store = Ledgers.open(directory)) {
            Path filler = fill(journal);
            List<CallRow> begun = beginUntilRefused(store);
            begun.subList(0, 10).forEach(store::settle);
            Files.delete(filler);
            beginWhenThereIsRoom(store);
            begun.subList(10, begun.size()).forEach(store::settle);
            store.settle(MadeUpCalls.usual("after"));
            store.flush();
            assertThat(Ledgers.ids(store)).hasSize(begun.size() + 1).doesNotHaveDuplicates();
        } finally {
            run("umount", journal.toString());
        }
    }

    @Test
    void saysSoWhenTheDirectoryIsAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("data"), "not a directory");
        assertThatThrownBy(() -> Ledgers.open(file))
                .isInstanceOf(DataDirectory.Unusable.class)
                .hasMessageContaining(file.toString());
    }

    private static Path fill(Path journal) throws IOException {
        Path filler = journal.resolve("filler");
        byte[] page = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static List<CallRow> beginUntilRefused(LedgerStore store) {
        List<CallRow> begun = new ArrayList<>();
        try {
            while (begun.size() < 100_000) {
                CallRow row = MadeUpCalls.usual("call-" + begun.size());
                store.begin(row.begin());
                begun.add(row);
            }
        } catch (LedgerUnavailable full) {
            assertThat(full).hasMessageContaining("cannot grow").hasMessageContaining("No space left");
            return begun;
        }
        throw new AssertionError("the disk never filled");
    }

    private static void beginWhenThereIsRoom(LedgerStore store) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < until) {
            try {
                store.begin(MadeUpCalls.usual("after").begin());
                return;
            } catch (LedgerUnavailable full) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("still refused with space on the disk");
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
