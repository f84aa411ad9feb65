package dev.eclusa.store.sqlite;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/** Writes rows and their sums in one transaction; a row that is there already changes neither. */
final class CallWriter {
    private static final String INSERT = """
            INSERT INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (call_id) DO NOTHING""";

    private final Connection connection;
    private final Dictionary<Labels> labels = new Dictionary<>(Labels::bind);
    private final Dictionary<Asked> asked = new Dictionary<>(Asked::bind);
    private long lastId;

    CallWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.lastId = newest();
    }

    private long newest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT coalesce(max(id), 0) FROM calls")) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Writes rows within the transaction of the caller; answers how many were new. */
    int write(List<CallRow> rows) throws SQLException {
        long first = lastId + 1;
        long[] labelled = new long[rows.size()];
        int[] changes = insert(rows, labelled);
        DailySums sums = new DailySums();
        int added = 0;
        for (int i = 0; i < changes.length; i++) {
            if (changes[i] == 1) {
                sums.add(first + i, labelled[i], rows.get(i));
                added++;
            }
        }
        sums.write(connection);
        return added;
    }

    /** Says that the transaction came to nothing: numbers it gave are void. */
    void rolledBack() {
        labels.forget();
        asked.forget();
    }

    /** Each row is given a number, which goes unused where the row was there already. */
    private int[] insert(List<CallRow> rows, long[] labelled) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(INSERT);
                PreparedStatement label = connection.prepareStatement(Labels.UPSERT);
                PreparedStatement request = connection.prepareStatement(Asked.UPSERT)) {
            for (int i = 0; i < labelled.length; i++) {
                CallRow row = rows.get(i);
                labelled[i] = labels.number(label, Labels.of(row));
                lastId++;
                bindBegin(call, row.begin(), asked.number(request, Asked.of(row.begin())));
                bindEnd(call, row, labelled[i]);
                call.addBatch();
            }
            return call.executeBatch();
        }
    }

    private void bindBegin(PreparedStatement call, CallBegin begin, long request) throws SQLException {
        call.setLong(1, lastId);
        call.setString(2, begin.callId());
        if (begin.requestId().equals(begin.callId())) {
            call.setNull(3, Types.VARCHAR);
        } else {
            call.setString(3, begin.requestId());
        }
        call.setLong(4, begin.beganAtMillis());
        call.setLong(6, request);
        call.setString(7, begin.caller().address());
        call.setLong(25, begin.estimatedInputTokens());
        call.setLong(26, begin.estimatedInputCostNanos());
    }

    private static void bindEnd(PreparedStatement call, CallRow row, long labelled) throws SQLException {
        call.setLong(5, labelled);
        call.setInt(8, row.outcome().code());
        call.setInt(9, row.status());
        bindUsage(call, row.usage());
        call.setBoolean(18, row.usageEstimated());
        if (row.cost().isPresent()) {
            call.setLong(19, row.cost().get().nanos());
        } else {
            call.setNull(19, Types.BIGINT);
        }
        call.setLong(20, row.latencyMillis());
        call.setLong(21, row.firstTokenMillis());
        call.setString(22, row.cache());
        call.setString(23, AttemptsJson.write(row));
        call.setString(24, row.decision());
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
