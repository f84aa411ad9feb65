package dev.eclusa.app.books;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.sql.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** Writes the ledger's rows out, newest first, a page at a time. */
record Export(RowWriter writer) {
    private static final int PAGE = 1000;

    /**
     * Writes all that a query finds.
     *
     * @param progress told how many rows are written
     */
    long write(Database database, CallQuery query, LongConsumer progress) throws SQLException, IOException {
        long written = 0;
        CallQuery next = query;
        while (true) {
            CallPage page = database.page(next);
            for (CallRow row : page.calls()) {
                writer.add(row);
            }
            written += page.calls().size();
            progress.accept(written);
            if (page.next().isEmpty()) {
                writer.finish();
                return written;
            }
            next = next.before(page.next().getAsLong());
        }
    }

    /** The query for every row from one moment to before another, in pages. */
    static CallQuery between(long fromMillis, long toMillis) {
        return new CallQuery("", "", "", fromMillis, toMillis, PAGE);
    }
}
