package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.LedgerStore.LedgerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ledgers as tests open and read them. */
final class Ledgers {
    static final LedgerSettings SMALL = new LedgerSettings(64 << 10, Duration.ofMillis(5), Duration.ZERO);
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);
    private static final LocalDate FAR_AWAY = LocalDate.of(2100, 1, 1);

    private Ledgers() {}

    static LedgerStore open(Path directory) {
        return LedgerStore.open(directory, SMALL);
    }

    /** Every row, oldest first, read page by page. */
    static List<CallRow> all(LedgerStore store) {
        List<CallRow> rows = new ArrayList<>();
        CallQuery query = CallQuery.newest(97);
        for (CallPage page = store.page(query);
                ;
                page = store.page(query.before(page.next().getAsLong()))) {
            rows.addAll(page.calls());
            if (page.next().isEmpty()) {
                return rows.reversed();
            }
        }
    }

    static List<String> ids(LedgerStore store) {
        return all(store).stream().map(row -> row.begin().callId()).toList();
    }

    static UsageReport usage(LedgerStore store) {
        return store.usage(LONG_AGO, FAR_AWAY, Optional.empty());
    }

    /** What the sums must say, from the rows. */
    static UsageReport.Sum summed(List<CallRow> rows) {
        return rows.stream()
                .map(row ->
                        new UsageReport.Sum(1, row.usage().total(), row.cost().orElse(dev.eclusa.core.money.Cost.ZERO)))
                .reduce(UsageReport.Sum.NONE, UsageReport.Sum::plus);
    }
}
