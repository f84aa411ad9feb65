package dev.eclusa.server.metrics.litellm;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.server.metrics.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of calls by LiteLLM's families. Safe for several threads. */
final class LitellmSeries {
    final Statuses well = new Statuses();
    final Statuses failed = new Statuses();
    final LongAdder input = new LongAdder();
    final LongAdder output = new LongAdder();
    final LongAdder spendNanos = new LongAdder();
    final Histogram total = new Histogram();
    final Histogram api = new Histogram();
    final Histogram firstToken = new Histogram();
    final Histogram overhead = new Histogram();

    void add(CallRow row) {
        input.add(row.usage().input());
        output.add(row.usage().output());
        if (row.cost().isPresent()) {
            spendNanos.add(row.cost().get().nanos());
        }
        if (row.outcome() == Outcome.SUCCESS) {
            well.add(row.status());
            times(row);
        } else {
            failed.add(row.status());
        }
    }

    /** LiteLLM measures what was answered. */
    private void times(CallRow row) {
        total.addMillis(row.latencyMillis());
        if (row.begin().streamed() && row.firstTokenMillis() >= 0) {
            firstToken.addMillis(row.firstTokenMillis());
        }
        long outside = 0;
        for (int i = 0; i < row.attempts().size(); i++) {
            outside += row.attempts().get(i).latencyMillis();
        }
        if (!row.attempts().isEmpty()) {
            Attempt last = row.attempts().getLast();
            api.addMillis(last.latencyMillis());
            overhead.addMillis(Math.max(0, row.latencyMillis() - outside));
        }
    }

    long requests() {
        return well.sum() + failed.sum();
    }
}
