package dev.eclusa.store.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer that a record is laid out in: variable-length integers, and texts behind their length. */
final class RecordWriter {
    /** Characters of a text that are kept; a client chooses some of them, so there must be an end. */
    static final int LONGEST_TEXT = 1024;

    private static final int LONGEST_NUMBER = 10;
    private byte[] bytes = new byte[512];
    private int length;

    RecordWriter clear() {
        length = 0;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    RecordWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    /** A whole number, the small ones of either sign in a byte. */
    RecordWriter number(long value) {
        room(LONGEST_NUMBER);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    RecordWriter text(String text) {
        int characters = Math.min(text.length(), LONGEST_TEXT);
        room(characters + LONGEST_NUMBER);
        int undo = length;
        number(characters);
        int at = length;
        for (int i = 0; i < characters; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                length = undo;
                return encoded(text.substring(0, characters).getBytes(StandardCharsets.UTF_8));
            }
            bytes[at++] = (byte) character;
        }
        length = at;
        return this;
    }

    private RecordWriter encoded(byte[] text) {
        room(text.length + LONGEST_NUMBER);
        number(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
