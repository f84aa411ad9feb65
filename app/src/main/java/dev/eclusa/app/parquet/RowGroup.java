package dev.eclusa.app.parquet;

import java.util.List;

/** Some rows, column by column: what the footer tells of them. */
record RowGroup(List<Chunk> chunks, int rows) {
    RowGroup {
        chunks = List.copyOf(chunks);
    }

    /** {@code RowGroup} of {@code parquet.thrift}. */
    ThriftStruct struct() {
        return new ThriftStruct()
                .structs(1, chunks.stream().map(Chunk::struct).toList())
                .number(2, chunks.stream().mapToLong(Chunk::plainSize).sum())
                .number(3, (long) rows)
                .number(5, chunks.getFirst().at())
                .number(6, chunks.stream().mapToLong(Chunk::size).sum());
    }
}
