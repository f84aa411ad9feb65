package dev.eclusa.router;

import java.util.random.RandomGenerator;

/** Makes call ids: time first, so that they sort, then randomness (the layout of ULID, github.com/ulid/spec). */
final class CallIds {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int TIME_DIGITS = 10;

    private CallIds() {}

    static String next(RandomGenerator random, long epochMillis) {
        char[] id = new char[LENGTH];
        digits(id, 0, TIME_DIGITS, epochMillis);
        digits(id, TIME_DIGITS, 8, random.nextLong());
        digits(id, TIME_DIGITS + 8, 8, random.nextLong());
        return new String(id);
    }

    private static void digits(char[] id, int from, int count, long value) {
        long left = value;
        for (int i = from + count - 1; i >= from; i--) {
            id[i] = CROCKFORD[(int) (left & 31)];
            left >>>= 5;
        }
    }
}
