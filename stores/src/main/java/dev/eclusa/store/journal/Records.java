package dev.eclusa.store.journal;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two records of a call as bytes. A settle record names its begin by call id. */
public final class Records {
    private static final byte BEGIN = 1;
    private static final byte SETTLE = 2;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int LONGEST_TEXT = 4096;

    private Records() {}

    /** A record read back. */
    public sealed interface Entry {
        /** A call began. */
        record Begun(CallBegin begin) implements Entry {}

        /**
         * A call settled.
         *
         * @param row complete but for {@code begin}, which holds the call id only
         */
        record Settled(String callId, CallRow row) implements Entry {}
    }

    /** Writes a begin record; answers its length. */
    public static int begin(CallBegin begin, ByteBuffer into) {
        into.clear().put(BEGIN);
        text(into, begin.callId());
        text(into, begin.requestId().equals(begin.callId()) ? "" : begin.requestId());
        into.putLong(begin.beganAtMillis());
        text(into, begin.caller().key());
        text(into, begin.caller().user());
        text(into, begin.caller().team());
        text(into, begin.caller().organization());
        text(into, begin.caller().address());
        text(into, begin.endpoint());
        text(into, begin.requestedModel());
        text(into, begin.provider());
        text(into, begin.model());
        into.put((byte) (begin.streamed() ? 1 : 0));
        into.putLong(begin.estimatedInputTokens());
        into.putLong(begin.estimatedInputCostNanos());
        return into.position();
    }

    /** Writes a settle record; answers its length. */
    public static int settle(CallRow row, ByteBuffer into) {
        into.clear().put(SETTLE);
        text(into, row.begin().callId());
        text(into, row.provider());
        text(into, row.model());
        into.put((byte) row.tier());
        into.put((byte) row.outcome().code());
        into.putShort((short) row.status());
        usage(into, row.usage());
        into.put((byte) (row.usageEstimated() ? 1 : 0));
        cost(into, row.cost());
        into.putLong(row.latencyMillis());
        into.putLong(row.firstTokenMillis());
        text(into, row.cache());
        text(into, row.decision());
        into.put((byte) row.attempts().size());
        row.attempts().forEach(attempt -> attempt(into, attempt));
        return into.position();
    }

    /** Reads a record. */
    public static Entry read(byte[] payload) {
        ByteBuffer from = ByteBuffer.wrap(payload);
        return from.get() == BEGIN ? new Entry.Begun(begin(from)) : settled(from);
    }

    private static CallBegin begin(ByteBuffer from) {
        String callId = text(from);
        String requestId = text(from);
        return new CallBegin(
                callId,
                requestId.isEmpty() ? callId : requestId,
                from.getLong(),
                new CallerLabels(text(from), text(from), text(from), text(from), text(from)),
                text(from),
                text(from),
                text(from),
                text(from),
                from.get() == 1,
                from.getLong(),
                from.getLong());
    }

    private static Entry settled(ByteBuffer from) {
        String callId = text(from);
        CallBegin reference =
                new CallBegin(callId, callId, 0, new CallerLabels("", "", "", "", ""), "", "", "", "", false, 0, 0);
        CallRow row = new CallRow(
                reference,
                text(from),
                text(from),
                from.get(),
                Outcome.ofCode(from.get()),
                from.getShort(),
                usage(from),
                from.get() == 1,
                cost(from),
                from.getLong(),
                from.getLong(),
                text(from),
                List.of(),
                text(from));
        int count = from.get();
        List<Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(from));
        }
        return new Entry.Settled(callId, withAttempts(row, attempts));
    }

    private static CallRow withAttempts(CallRow row, List<Attempt> attempts) {
        return new CallRow(
                row.begin(),
                row.provider(),
                row.model(),
                row.tier(),
                row.outcome(),
                row.status(),
                row.usage(),
                row.usageEstimated(),
                row.cost(),
                row.latencyMillis(),
                row.firstTokenMillis(),
                row.cache(),
                attempts,
                row.decision());
    }

    private static void attempt(ByteBuffer into, Attempt attempt) {
        text(into, attempt.provider());
        text(into, attempt.model());
        into.put((byte) attempt.outcome().code());
        into.putShort((short) attempt.status());
        usage(into, attempt.usage());
        cost(into, attempt.cost());
        into.putLong(attempt.latencyMillis());
    }

    private static Attempt attempt(ByteBuffer from) {
        return new Attempt(
                text(from),
                text(from),
                Outcome.ofCode(from.get()),
                from.getShort(),
                usage(from),
                cost(from),
                from.getLong());
    }

    private static void usage(ByteBuffer into, Usage usage) {
        into.putLong(usage.input()).putLong(usage.cachedInput());
        into.putLong(usage.cacheWrite()).putLong(usage.cacheWriteHour());
        into.putLong(usage.output()).putLong(usage.reasoning());
        into.putLong(usage.audioInput()).putLong(usage.audioOutput());
    }

    private static Usage usage(ByteBuffer from) {
        return new Usage(
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                from.getLong());
    }

    private static void cost(ByteBuffer into, Optional<Cost> cost) {
        into.putLong(cost.isPresent() ? cost.get().nanos() : UNKNOWN);
    }

    private static Optional<Cost> cost(ByteBuffer from) {
        long nanos = from.getLong();
        return nanos == UNKNOWN ? Optional.empty() : Optional.of(new Cost(nanos));
    }

    private static void text(ByteBuffer into, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, LONGEST_TEXT);
        into.putShort((short) length).put(bytes, 0, length);
    }

    private static String text(ByteBuffer from) {
        int length = from.getShort();
        int start = from.position();
        from.position(start + length);
        return length == 0 ? "" : RecentTexts.of(from.array(), start, length);
    }
}
