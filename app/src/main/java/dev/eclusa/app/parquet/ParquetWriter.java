package dev.eclusa.app.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as a Parquet file, a row group at a time: only that many rows are in memory. A file without its end is no
 * Parquet file, so one that was broken off is not taken for a whole one.
 *
 * @param <R> a row
 */
public final class ParquetWriter<R> {
    /** Rows a group usually has: enough to be worth a group, few enough to be kept in memory. */
    public static final int USUAL_ROWS = 10_000;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BYTES = 32 << 20;

    private final OutputStream out;
    private final int groupRows;
    private final List<ColumnBuffer<R, ?>> buffers = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private long position;
    private int rows;

    /**
     * A file that is written to a stream, which stays open.
     *
     * @param groupRows most rows of a group; fewer where texts are long
     */
    public ParquetWriter(OutputStream out, List<? extends Column<R, ?>> columns, int groupRows) throws IOException {
        if (columns.isEmpty() || groupRows < 1) {
            throw new IllegalArgumentException("a table has columns, and a group has rows");
        }
        this.out = out;
        this.groupRows = groupRows;
        columns.forEach(column -> buffers.add(new ColumnBuffer<>(column)));
        write(MAGIC);
    }

    /** Adds a row. */
    public void add(R row) throws IOException {
        buffers.forEach(buffer -> buffer.add(row));
        rows++;
        if (rows == groupRows || size() > MOST_BYTES) {
            endGroup();
        }
    }

    /** Writes what is left and the file's end; nothing may be added after. */
    public void finish() throws IOException {
        if (rows > 0) {
            endGroup();
        }
        List<? extends Column<R, ?>> columns =
                buffers.stream().map(ColumnBuffer::column).toList();
        byte[] footer = new Footer(columns, groups).struct().bytes();
        write(footer);
        write(PlainValues.ofNumber(footer.length));
        write(MAGIC);
        out.flush();
    }

    private long size() {
        return buffers.stream().mapToLong(ColumnBuffer::size).sum();
    }

    private void endGroup() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (ColumnBuffer<R, ?> buffer : buffers) {
            Page page = buffer.page();
            chunks.add(Chunk.of(buffer.column(), page, position));
            write(page.header());
            write(page.body());
        }
        groups.add(new RowGroup(chunks, rows));
        rows = 0;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
