package dev.eclusa.app.parquet;

import java.util.Optional;
import java.util.function.Function;

/**
 * A column of a table of rows.
 *
 * @param name its name
 * @param type what its values are
 * @param value a row's value; empty is written as NULL
 * @param <R> a row
 * @param <V> a value
 */
public record Column<R, V>(String name, ColumnType<V> type, Function<R, Optional<V>> value) {
    /** A column without NULLs. */
    public static <R, V> Column<R, V> of(String name, ColumnType<V> type, Function<R, V> value) {
        return new Column<>(name, type, row -> Optional.of(value.apply(row)));
    }
}
