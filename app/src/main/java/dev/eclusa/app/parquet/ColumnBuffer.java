package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The values of one column in the row group that is being filled. */
final class ColumnBuffer<R, V> {
    private final Column<R, V> column;
    private final PlainValues values = new PlainValues();
    private final Levels levels = new Levels();

    ColumnBuffer(Column<R, V> column) {
        this.column = column;
    }

    Column<R, V> column() {
        return column;
    }

    /** A row's value. */
    void add(R row) {
        Optional<V> value = column.value().apply(row);
        levels.add(value.isPresent());
        value.ifPresent(present -> column.type().append(values, present));
    }

    /** Bytes of the values so far. */
    int size() {
        return values.size();
    }

    /** Everything as a page; the buffer begins anew. */
    Page page() {
        int count = levels.count();
        int nulls = levels.nulls();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        levels.drainTo(plain);
        values.drainTo(plain);
        return Page.of(plain.toByteArray(), count, nulls);
    }
}
