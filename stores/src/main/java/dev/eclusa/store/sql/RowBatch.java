package dev.eclusa.store.sql;

import dev.eclusa.core.ledger.CallRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Rows of one form on their way into the table, and which of the transaction's rows they are. */
final class RowBatch implements AutoCloseable {
    private final PreparedStatement statement;
    private final Form form;
    private final int[] places;
    private int count;

    /** Sets a row as the parameters of a statement. */
    interface Form {
        void bind(PreparedStatement statement, CallRow row, RowNumbers numbers) throws SQLException;
    }

    RowBatch(Connection connection, String insert, Form form, int most) throws SQLException {
        this.statement = connection.prepareStatement(insert);
        this.form = form;
        this.places = new int[most];
    }

    void add(int place, CallRow row, RowNumbers numbers) throws SQLException {
        form.bind(statement, row, numbers);
        statement.addBatch();
        places[count++] = place;
    }

    /** Inserts them, and notes at their places which were new. */
    void execute(boolean[] added) throws SQLException {
        if (count == 0) {
            return;
        }
        int[] changes = statement.executeBatch();
        for (int i = 0; i < changes.length; i++) {
            added[places[i]] = changes[i] == 1;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
