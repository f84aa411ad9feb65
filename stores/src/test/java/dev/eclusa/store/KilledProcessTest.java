package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    @TempDir
    Path directory;

    @Test
    void keepsEveryAcknowledgedCallOnceWhenTheProcessIsKilled() throws Exception {
        for (int lives = 1; lives <= 3; lives++) {
            Path life = directory.resolve("life" + lives);
            List<String> acknowledged = killedAfter(life, lives * 1500);
            try (LedgerStore store = Ledgers.open(life)) {
                store.report().join();
                check(acknowledged, Ledgers.all(store));
                assertThat(Ledgers.usage(store).summary()).isEqualTo(Ledgers.summed(Ledgers.all(store)));
            }
        }
    }

    private static void check(List<String> acknowledged, List<CallRow> rows) {
        Map<String, CallRow> byId =
                rows.stream().collect(Collectors.toMap(row -> row.begin().callId(), Function.identity()));
        for (String line : acknowledged) {
            String id = line.substring(line.indexOf(' ') + 1);
            assertThat(byId).containsKey(id);
            if (line.startsWith("settled")) {
                assertThat(byId.get(id)).isEqualTo(MadeUpCalls.usual(id));
            }
        }
        assertThat(rows.stream().filter(row -> row.outcome() == Outcome.INTERRUPTED))
                .as("calls begun and not settled")
                .hasSizeBetween(1, 2);
    }

    private static List<String> killedAfter(Path directory, int lines) throws IOException, InterruptedException {
        Process process = AppendingProcess.start(directory);
        List<String> read = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                read.add(line);
                if (read.size() == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(read).hasSizeGreaterThanOrEqualTo(lines);
        read.removeIf(line -> !line.matches("(begun|settled) call-\\d{8}"));
        return read;
    }

    @Test
    void refusesADirectoryThatAnotherProcessHas() throws Exception {
        try (LedgerStore store = Ledgers.open(directory)) {
            String said = new String(
                    AppendingProcess.start(directory).getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertThat(said)
                    .contains(directory.toRealPath().toString())
                    .contains("in use by process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> Ledgers.open(directory))
                    .isInstanceOf(DataDirectory.Unusable.class)
                    .hasMessageContaining("in use by process");
            store.settle(MadeUpCalls.usual("still"));
        }
        Ledgers.open(directory).close();
    }
}
