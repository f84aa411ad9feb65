package dev.eclusa.store.sql;

import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes rows and their sums in one transaction; a row that is there already changes neither. */
final class CallWriter {
    private final CallNumbers numbers;
    private final Dictionary<Labels> labels = new Dictionary<>(Labels::bind);
    private final Dictionary<Asked> asked = new Dictionary<>(Asked::bind);

    CallWriter(CallNumbers numbers) {
        this.numbers = numbers;
    }

    /** Writes rows within the transaction of the caller; answers how many were new. */
    int write(Connection connection, List<CallRow> rows) throws SQLException {
        DailySums sums = insert(connection, rows);
        sums.write(connection);
        return sums.rows();
    }

    /** The same for rows that are taken over from another gateway, which is noted beside the sums. */
    int takeOver(Connection connection, List<CallRow> rows) throws SQLException {
        DailySums sums = insert(connection, rows);
        sums.write(connection);
        ImportedDays.note(connection, sums.amounts());
        return sums.rows();
    }

    /** The numbers of labels. */
    Dictionary<Labels> labels() {
        return labels;
    }

    private DailySums insert(Connection connection, List<CallRow> rows) throws SQLException {
        long[] ids = numbers.next(connection, rows.size());
        long[] labelled = new long[rows.size()];
        boolean[] added = insert(connection, rows, ids, labelled);
        DailySums sums = new DailySums();
        for (int i = 0; i < added.length; i++) {
            if (added[i]) {
                sums.add(ids[i], labelled[i], rows.get(i));
            }
        }
        return sums;
    }

    /** Says that the transaction came to nothing: numbers it gave are void. */
    void rolledBack() {
        labels.forget();
        asked.forget();
    }

    private boolean[] insert(Connection connection, List<CallRow> rows, long[] ids, long[] labelled)
            throws SQLException {
        boolean[] added = new boolean[ids.length];
        try (RowBatch usual = new RowBatch(connection, UsualRow.INSERT, UsualRow::bind, ids.length);
                RowBatch whole = new RowBatch(connection, WholeRow.INSERT, WholeRow::bind, ids.length);
                PreparedStatement label = connection.prepareStatement(Labels.UPSERT);
                PreparedStatement request = connection.prepareStatement(Asked.UPSERT)) {
            for (int i = 0; i < ids.length; i++) {
                CallRow row = rows.get(i);
                labelled[i] = labels.number(label, Labels.of(row));
                long wanted = asked.number(request, Asked.of(row.begin()));
                (UsualRow.is(row) ? usual : whole).add(i, row, new RowNumbers(ids[i], labelled[i], wanted));
            }
            usual.execute(added);
            whole.execute(added);
        }
        return added;
    }
}
