package dev.eclusa.store.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts that come again and again (names of keys, models, routes), so that reading them makes no new object. */
final class RecentTexts {
    private static final int SLOTS = 1024;
    private static final int LONGEST = 64;
    private static final ThreadLocal<Slot[]> TABLE = ThreadLocal.withInitial(() -> new Slot[SLOTS]);

    private RecentTexts() {}

    private record Slot(byte[] bytes, String text) {}

    static String of(byte[] source, int start, int length) {
        if (length > LONGEST) {
            return new String(source, start, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + source[i];
        }
        Slot[] table = TABLE.get();
        int place = (hash ^ hash >>> 16) & SLOTS - 1;
        Slot known = table[place];
        if (known != null && Arrays.equals(known.bytes(), 0, known.bytes().length, source, start, start + length)) {
            return known.text();
        }
        String text = new String(source, start, length, StandardCharsets.UTF_8);
        table[place] = new Slot(Arrays.copyOfRange(source, start, start + length), text);
        return text;
    }
}
