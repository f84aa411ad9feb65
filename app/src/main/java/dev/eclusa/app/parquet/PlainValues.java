package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;

/** Values of one column in PLAIN encoding ({@code Encodings.md}): little-endian, texts after their length, bits packed. */
final class PlainValues {
    private static final int BYTE = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int filled;

    /** A single number of 32 bits. */
    static byte[] ofNumber(int value) {
        PlainValues values = new PlainValues();
        values.number(value);
        return values.out.toByteArray();
    }

    /** A number of 32 bits. */
    void number(int value) {
        littleEndian(value, Integer.BYTES);
    }

    /** A number of 64 bits. */
    void number(long value) {
        littleEndian(value, Long.BYTES);
    }

    /** Bytes, after their number. */
    void bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
    }

    /** A bit, eight of which make a byte, the first its lowest. */
    void bit(boolean value) {
        bits |= value ? 1 << filled : 0;
        filled++;
        if (filled == BYTE) {
            endByte();
        }
    }

    /** Bytes so far. */
    int size() {
        return out.size();
    }

    /** Adds all to other bytes and begins anew. */
    void drainTo(ByteArrayOutputStream page) {
        if (filled > 0) {
            endByte();
        }
        page.writeBytes(out.toByteArray());
        out.reset();
    }

    private void endByte() {
        out.write(bits);
        bits = 0;
        filled = 0;
    }

    private void littleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (BYTE * i)));
        }
    }
}
