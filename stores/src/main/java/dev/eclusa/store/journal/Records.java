package dev.eclusa.store.journal;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two records of a call as bytes. */
final class Records {
    /** Kinds of records; the first two are of journals written before there were tags. */
    private static final int BEGUN_UNTAGGED = 1;

    private static final int SETTLED_UNTAGGED = 2;
    private static final int BEGUN = 3;
    private static final int SETTLED = 4;

    private Records() {}

    static void write(RecordWriter into, CallBegin begin) {
        begin(into.clear().number(BEGUN), begin);
    }

    static void write(RecordWriter into, CallRow row) {
        begin(into.clear().number(SETTLED), row.begin());
        into.text(row.provider()).text(row.model()).number(row.tier());
        into.number(row.outcome().code()).number(row.status());
        usage(into, row.usage());
        into.flag(row.usageEstimated());
        cost(into, row.cost());
        into.number(row.latencyMillis()).number(row.firstTokenMillis());
        into.text(row.cache()).text(row.decision());
        into.number(row.attempts().size());
        for (Attempt attempt : row.attempts()) {
            attempt(into, attempt);
        }
    }

    /**
     * Reads a record whose checksum was right.
     *
     * @throws IllegalArgumentException when it is of a kind this version does not know
     */
    static JournalRecord read(byte[] payload) {
        RecordReader from = new RecordReader(payload);
        int kind = from.small();
        return switch (kind) {
            case BEGUN_UNTAGGED -> new JournalRecord.Begun(begin(from, false));
            case BEGUN -> new JournalRecord.Begun(begin(from, true));
            case SETTLED_UNTAGGED -> new JournalRecord.Settled(row(from, false));
            case SETTLED -> new JournalRecord.Settled(row(from, true));
            default -> throw new IllegalArgumentException("record of kind " + kind);
        };
    }

    /** The id of the call a begin record is about; empty when it is another record. */
    static Optional<String> begun(byte[] payload) {
        RecordReader from = new RecordReader(payload);
        int kind = from.small();
        return kind == BEGUN || kind == BEGUN_UNTAGGED ? Optional.of(from.text()) : Optional.empty();
    }

    private static void begin(RecordWriter into, CallBegin begin) {
        CallerLabels caller = begin.caller();
        into.text(begin.callId());
        into.text(begin.requestId().equals(begin.callId()) ? "" : begin.requestId());
        into.number(begin.beganAtMillis());
        into.text(caller.key()).text(caller.user()).text(caller.team());
        into.text(caller.organization()).text(caller.address());
        into.number(caller.tags().size());
        for (String tag : caller.tags()) {
            into.text(tag);
        }
        into.text(begin.endpoint()).text(begin.requestedModel());
        into.text(begin.provider()).text(begin.model()).flag(begin.streamed());
        into.number(begin.estimatedInputTokens()).number(begin.estimatedInputCostNanos());
    }

    private static CallBegin begin(RecordReader from, boolean tagged) {
        String callId = from.text();
        String requestId = from.text();
        return new CallBegin(
                callId,
                requestId.isEmpty() ? callId : requestId,
                from.number(),
                new CallerLabels(
                        from.text(),
                        from.text(),
                        from.text(),
                        from.text(),
                        from.text(),
                        tagged ? tags(from) : List.of()),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.flag(),
                from.number(),
                from.number());
    }

    private static List<String> tags(RecordReader from) {
        int count = from.small();
        if (count == 0) {
            return List.of();
        }
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(from.text());
        }
        return List.copyOf(tags);
    }

    private static CallRow row(RecordReader from, boolean tagged) {
        CallBegin begin = begin(from, tagged);
        String provider = from.text();
        String model = from.text();
        int tier = from.small();
        int outcome = from.small();
        int status = from.small();
        Usage usage = usage(from);
        boolean estimated = from.flag();
        Optional<Cost> cost = cost(from);
        long latency = from.number();
        long firstToken = from.number();
        String cache = from.text();
        String decision = from.text();
        return new CallRow(
                begin,
                provider,
                model,
                tier,
                Outcome.ofCode(outcome),
                status,
                usage,
                estimated,
                cost,
                latency,
                firstToken,
                cache,
                attempts(from),
                decision);
    }

    private static List<Attempt> attempts(RecordReader from) {
        int count = from.small();
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(from));
        }
        return attempts;
    }

    private static void attempt(RecordWriter into, Attempt attempt) {
        into.text(attempt.provider()).text(attempt.model());
        into.number(attempt.outcome().code()).number(attempt.status());
        usage(into, attempt.usage());
        cost(into, attempt.cost());
        into.number(attempt.latencyMillis());
    }

    private static Attempt attempt(RecordReader from) {
        return new Attempt(
                from.text(),
                from.text(),
                Outcome.ofCode(from.small()),
                from.small(),
                usage(from),
                cost(from),
                from.number());
    }

    private static void usage(RecordWriter into, Usage usage) {
        into.number(usage.input()).number(usage.cachedInput());
        into.number(usage.cacheWrite()).number(usage.cacheWriteHour());
        into.number(usage.output()).number(usage.reasoning());
        into.number(usage.audioInput()).number(usage.audioOutput());
    }

    private static Usage usage(RecordReader from) {
        return new Usage(
                from.number(),
                from.number(),
                from.number(),
                from.number(),
                from.number(),
                from.number(),
                from.number(),
                from.number());
    }

    private static void cost(RecordWriter into, Optional<Cost> cost) {
        into.flag(cost.isPresent());
        if (cost.isPresent()) {
            into.number(cost.get().nanos());
        }
    }

    private static Optional<Cost> cost(RecordReader from) {
        return from.flag() ? Optional.of(new Cost(from.number())) : Optional.empty();
    }
}
