package dev.eclusa.server.metrics;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of the calls of one model. Safe for several threads; adding allocates nothing. */
final class CallSeries {
    /** Without a tier, and the four there are. */
    static final int TIERS = 5;

    private static final int OUTCOMES = Outcome.values().length;

    private final AtomicLongArray requests = new AtomicLongArray(TIERS * OUTCOMES);
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();
    private final LongAdder cachedInput = new LongAdder();
    private final LongAdder cacheWrite = new LongAdder();
    private final LongAdder reasoning = new LongAdder();
    private final LongAdder costNanos = new LongAdder();
    private final LongAdder unpriced = new LongAdder();
    private final Histogram latency = new Histogram();
    private final Histogram firstToken = new Histogram();

    void add(CallRow row) {
        int tier = Math.clamp(row.tier(), 0, TIERS - 1);
        requests.incrementAndGet(tier * OUTCOMES + row.outcome().code());
        Usage usage = row.usage();
        input.add(usage.input());
        output.add(usage.output());
        cachedInput.add(usage.cachedInput());
        cacheWrite.add(usage.cacheWrite() + usage.cacheWriteHour());
        reasoning.add(usage.reasoning());
        if (row.cost().isPresent()) {
            costNanos.add(row.cost().get().nanos());
        } else {
            unpriced.increment();
        }
        latency.addMillis(row.latencyMillis());
        if (row.firstTokenMillis() >= 0) {
            firstToken.addMillis(row.firstTokenMillis());
        }
    }

    long requests(int tier, Outcome outcome) {
        return requests.get(tier * OUTCOMES + outcome.code());
    }

    /** Calls of an outcome, whatever their tier. */
    long requests(Outcome outcome) {
        long all = 0;
        for (int tier = 0; tier < TIERS; tier++) {
            all += requests(tier, outcome);
        }
        return all;
    }

    /** Tokens of a kind. */
    long tokens(String kind) {
        LongAdder tokens = switch (kind) {
            case "input" -> input;
            case "output" -> output;
            case "cached_input" -> cachedInput;
            case "cache_write" -> cacheWrite;
            case "reasoning" -> reasoning;
            default -> throw new IllegalArgumentException(kind);
        };
        return tokens.sum();
    }

    long costNanos() {
        return costNanos.sum();
    }

    long unpriced() {
        return unpriced.sum();
    }

    Histogram.Reading latency() {
        return latency.read();
    }

    Histogram.Reading firstToken() {
        return firstToken.read();
    }
}
