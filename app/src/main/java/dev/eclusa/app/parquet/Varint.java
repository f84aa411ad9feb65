package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;

/** Unsigned numbers of as many bytes as they need, seven bits a byte, lowest first (ULEB128). */
final class Varint {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Varint() {}

    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> BITS != 0) {
            out.write((int) (rest & MORE - 1) | MORE);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }
}
