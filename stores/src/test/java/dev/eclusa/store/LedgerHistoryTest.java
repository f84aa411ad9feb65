package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of calls, flushes and restarts: each call is there once, and the sums are those of the rows. */
class LedgerHistoryTest {
    @TempDir
    Path directory;

    private final List<CallBegin> open = new ArrayList<>();
    private final Map<String, CallRow> settled = new HashMap<>();
    private final Map<String, CallBegin> interrupted = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accountsForEachCallOnce(long seed) {
        Random random = new Random(seed);
        MadeUpCalls calls = new MadeUpCalls(random);
        LedgerStore store = Ledgers.open(directory);
        for (int step = 0; step < 3000; step++) {
            int choice = random.nextInt(1000);
            if (choice < 500) {
                CallBegin begin = calls.begin(seed + "-" + step);
                store.begin(begin);
                open.add(begin);
            } else if (choice < 990 && !open.isEmpty()) {
                CallRow row = calls.row(open.remove(random.nextInt(open.size())));
                store.settle(row);
                settled.put(row.begin().callId(), row);
            } else if (choice < 995) {
                store.flush();
            } else {
                store = reopened(store);
            }
        }
        store = reopened(store);
        store.report().join();
        check(store);
        store.close();
    }

    private LedgerStore reopened(LedgerStore store) {
        store.close();
        open.forEach(begin -> interrupted.put(begin.callId(), begin));
        open.clear();
        return Ledgers.open(directory);
    }

    private void check(LedgerStore store) {
        List<CallRow> rows = Ledgers.all(store);
        assertThat(rows).hasSize(settled.size() + interrupted.size());
        assertThat(rows.stream().map(row -> row.begin().callId())).doesNotHaveDuplicates();
        for (CallRow row : rows) {
            if (row.outcome() == Outcome.INTERRUPTED) {
                assertThat(row.begin()).isEqualTo(interrupted.get(row.begin().callId()));
            } else {
                assertThat(row).isEqualTo(settled.get(row.begin().callId()));
            }
        }
        assertThat(Ledgers.usage(store).summary()).isEqualTo(Ledgers.summed(rows));
    }
}
