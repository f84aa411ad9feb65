package dev.eclusa.store.sql;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes a call as nearly all are: answered, priced, counted by the provider, without audio, cache writes or a cache of
 * ours. What they share stands in the statement, since binding a parameter costs as much as storing it.
 */
final class UsualRow {
    static final String INSERT = """
            INSERT INTO calls VALUES (?,?,NULL,?,?,?,?,%d,200,?,?,0,0,?,?,0,0,0,?,?,?,'bypass',?,'',?,?,'')
            ON CONFLICT (call_id) DO NOTHING""".formatted(Outcome.SUCCESS.code());

    private UsualRow() {}

    static boolean is(CallRow row) {
        return row.outcome() == Outcome.SUCCESS
                && row.status() == 200
                && !row.usageEstimated()
                && row.cost().isPresent()
                && row.begin().requestId().equals(row.begin().callId())
                && row.cache().equals("bypass")
                && row.decision().isEmpty()
                && row.begin().caller().tags().isEmpty()
                && isPlain(row.usage());
    }

    private static boolean isPlain(Usage usage) {
        return (usage.cacheWrite() | usage.cacheWriteHour() | usage.audioInput() | usage.audioOutput()) == 0;
    }

    static void bind(PreparedStatement call, CallRow row, RowNumbers numbers) throws SQLException {
        CallBegin begin = row.begin();
        call.setLong(1, numbers.id());
        call.setString(2, begin.callId());
        call.setLong(3, begin.beganAtMillis());
        call.setLong(4, numbers.labels());
        call.setLong(5, numbers.request());
        call.setString(6, begin.caller().address());
        call.setLong(7, row.usage().input());
        call.setLong(8, row.usage().cachedInput());
        call.setLong(9, row.usage().output());
        call.setLong(10, row.usage().reasoning());
        call.setLong(11, row.cost().orElseThrow().nanos());
        call.setLong(12, row.latencyMillis());
        call.setLong(13, row.firstTokenMillis());
        call.setString(14, AttemptsJson.write(row));
        call.setLong(15, begin.estimatedInputTokens());
        call.setLong(16, begin.estimatedInputCostNanos());
    }
}
