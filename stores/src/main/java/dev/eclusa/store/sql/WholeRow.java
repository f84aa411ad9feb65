package dev.eclusa.store.sql;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Writes a row of any kind: every column is a parameter. */
final class WholeRow {
    static final String INSERT = """
            INSERT INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (call_id) DO NOTHING""";

    private WholeRow() {}

    static void bind(PreparedStatement call, CallRow row, RowNumbers numbers) throws SQLException {
        bindBegin(call, row.begin(), numbers);
        bindEnd(call, row);
    }

    private static void bindBegin(PreparedStatement call, CallBegin begin, RowNumbers numbers) throws SQLException {
        call.setLong(1, numbers.id());
        call.setString(2, begin.callId());
        if (begin.requestId().equals(begin.callId())) {
            call.setNull(3, Types.VARCHAR);
        } else {
            call.setString(3, Texts.kept(begin.requestId()));
        }
        call.setLong(4, begin.beganAtMillis());
        call.setLong(5, numbers.labels());
        call.setLong(6, numbers.request());
        call.setString(7, begin.caller().address());
        call.setLong(25, begin.estimatedInputTokens());
        call.setLong(26, begin.estimatedInputCostNanos());
        call.setString(27, Texts.tags(begin.caller().tags()));
    }

    private static void bindEnd(PreparedStatement call, CallRow row) throws SQLException {
        call.setInt(8, row.outcome().code());
        call.setInt(9, row.status());
        bindUsage(call, row.usage());
        call.setInt(18, row.usageEstimated() ? 1 : 0);
        if (row.cost().isPresent()) {
            call.setLong(19, row.cost().get().nanos());
        } else {
            call.setNull(19, Types.BIGINT);
        }
        call.setLong(20, row.latencyMillis());
        call.setLong(21, row.firstTokenMillis());
        call.setString(22, row.cache());
        call.setString(23, AttemptsJson.write(row));
        call.setString(24, Texts.kept(row.decision()));
    }

    private static void bindUsage(PreparedStatement call, Usage usage) throws SQLException {
        call.setLong(10, usage.input());
        call.setLong(11, usage.cachedInput());
        call.setLong(12, usage.cacheWrite());
        call.setLong(13, usage.cacheWriteHour());
        call.setLong(14, usage.output());
        call.setLong(15, usage.reasoning());
        call.setLong(16, usage.audioInput());
        call.setLong(17, usage.audioOutput());
    }
}
