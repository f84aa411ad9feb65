package dev.eclusa.app.parquet;

import java.util.List;

/**
 * Where the values of a column of a row group are: what the footer tells of it.
 *
 * @param name the column
 * @param type how its values lie in the file
 * @param at offset of its page
 * @param size bytes in the file
 * @param plainSize bytes without compression
 * @param values values, NULLs included
 * @param nulls NULLs
 */
record Chunk(String name, Physical type, long at, int size, int plainSize, int values, int nulls) {
    static Chunk of(Column<?, ?> column, Page page, long at) {
        return new Chunk(
                column.name(),
                column.type().physical(),
                at,
                page.size(),
                page.plainSize(),
                page.values(),
                page.nulls());
    }

    /** {@code ColumnChunk} of {@code parquet.thrift}. */
    ThriftStruct struct() {
        ThriftStruct data = new ThriftStruct()
                .number(1, type.code())
                .numbers(2, List.of(Encodings.PLAIN, Encodings.RLE))
                .texts(3, List.of(name))
                .number(4, Encodings.GZIP)
                .number(5, (long) values)
                .number(6, (long) plainSize)
                .number(7, (long) size)
                .number(9, at)
                .struct(12, new ThriftStruct().number(3, (long) nulls));
        return new ThriftStruct().number(2, 0L).struct(3, data);
    }
}
