package dev.eclusa.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written: a growing array. Not shared between threads. */
public final class ByteSink {
    private byte[] bytes;
    private int length;

    /** An empty sink with room for some bytes. */
    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** Adds all of the array. */
    public ByteSink write(byte[] source) {
        return write(source, 0, source.length);
    }

    /** Adds a part of the array. */
    public ByteSink write(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Adds one byte. */
    public ByteSink write(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Adds text as UTF-8. */
    public ByteSink write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Whether nothing was written. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The bytes written, and starts again empty. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    /** What was written, as text. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
