package dev.eclusa.store.sqlite;

import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes rows and their sums in one transaction; a row that is there already changes neither. */
final class CallWriter {
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
        boolean[] added = insert(rows, labelled);
        DailySums sums = new DailySums();
        int count = 0;
        for (int i = 0; i < added.length; i++) {
            if (added[i]) {
                sums.add(first + i, labelled[i], rows.get(i));
                count++;
            }
        }
        sums.write(connection);
        return count;
    }

    /** Says that the transaction came to nothing: numbers it gave are void. */
    void rolledBack() {
        labels.forget();
        asked.forget();
    }

    /** Each row is given a number, which goes unused where the row was there already. */
    private boolean[] insert(List<CallRow> rows, long[] labelled) throws SQLException {
        boolean[] added = new boolean[labelled.length];
        try (RowBatch usual = new RowBatch(connection, UsualRow.INSERT, UsualRow::bind, labelled.length);
                RowBatch whole = new RowBatch(connection, WholeRow.INSERT, WholeRow::bind, labelled.length);
                PreparedStatement label = connection.prepareStatement(Labels.UPSERT);
                PreparedStatement request = connection.prepareStatement(Asked.UPSERT)) {
            for (int i = 0; i < labelled.length; i++) {
                CallRow row = rows.get(i);
                labelled[i] = labels.number(label, Labels.of(row));
                long wanted = asked.number(request, Asked.of(row.begin()));
                (UsualRow.is(row) ? usual : whole).add(i, row, new RowNumbers(++lastId, labelled[i], wanted));
            }
            usual.execute(added);
            whole.execute(added);
        }
        return added;
    }
}
