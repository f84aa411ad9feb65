package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * A data page (version 1) and its header.
 *
 * @param header {@code PageHeader} of {@code parquet.thrift}
 * @param body levels and values, compressed
 * @param plainBytes bytes of the body before it was compressed
 * @param values how many values, NULLs included
 * @param nulls how many NULLs
 */
record Page(byte[] header, byte[] body, int plainBytes, int values, int nulls) {
    private static final int DATA_PAGE = 0;

    /** A page of levels and values that are not compressed yet. */
    static Page of(byte[] plain, int values, int nulls) {
        byte[] body = compressed(plain);
        ThriftStruct data = new ThriftStruct()
                .number(1, values)
                .number(2, Encodings.PLAIN)
                .number(3, Encodings.RLE)
                .number(4, Encodings.RLE);
        ThriftStruct header = new ThriftStruct()
                .number(1, DATA_PAGE)
                .number(2, plain.length)
                .number(3, body.length)
                .struct(5, data);
        return new Page(header.bytes(), body, plain.length, values, nulls);
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory cannot be written to.", impossible);
        }
        return out.toByteArray();
    }

    /** Bytes in the file. */
    int size() {
        return header.length + body.length;
    }

    /** Bytes it would have without compression. */
    int plainSize() {
        return header.length + plainBytes;
    }
}
