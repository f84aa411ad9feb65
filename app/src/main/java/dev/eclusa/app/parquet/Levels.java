package dev.eclusa.app.parquet;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/**
 * Which values of a column are there: definition levels of one bit in the hybrid of run lengths and packed bits
 * ({@code Encodings.md}). Either all are runs or all are packed, whichever takes fewer bytes.
 */
final class Levels {
    private static final int BYTE = 8;

    private final BitSet present = new BitSet();
    private int count;
    private int runs;

    /** The next value is there, or is NULL. */
    void add(boolean there) {
        if (count == 0 || present.get(count - 1) != there) {
            runs++;
        }
        present.set(count, there);
        count++;
    }

    /** Values so far, NULLs included. */
    int count() {
        return count;
    }

    /** NULLs so far. */
    int nulls() {
        return count - present.cardinality();
    }

    /** Adds the levels, after their number of bytes, to a page, and begins anew. */
    void drainTo(ByteArrayOutputStream page) {
        ByteArrayOutputStream packed = packed();
        ByteArrayOutputStream shorter = 2 * runs > packed.size() ? packed : runs();
        page.writeBytes(PlainValues.ofNumber(shorter.size()));
        page.writeBytes(shorter.toByteArray());
        present.clear();
        count = 0;
        runs = 0;
    }

    /** One header for groups of eight bits, the last of which may be filled up. */
    private ByteArrayOutputStream packed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int groups = (count + BYTE - 1) / BYTE;
        Varint.write(out, (long) groups << 1 | 1);
        byte[] bits = present.toByteArray();
        out.writeBytes(bits);
        out.writeBytes(new byte[groups - bits.length]);
        return out;
    }

    /** For each run its length and what it repeats. */
    private ByteArrayOutputStream runs() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        while (from < count) {
            boolean there = present.get(from);
            int to = there ? present.nextClearBit(from) : nextSet(from);
            Varint.write(out, (long) (to - from) << 1);
            out.write(there ? 1 : 0);
            from = to;
        }
        return out;
    }

    private int nextSet(int from) {
        int next = present.nextSetBit(from);
        return next < 0 ? count : next;
    }
}
