package dev.eclusa.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A strict walk over JSON bytes (RFC 8259, UTF-8) that builds nothing. Positions are indexes into the array; every method
 * returns the position after what it read and throws {@link Malformed} when the bytes are not JSON.
 */
public final class JsonScanner {
    private static final int DEEPEST = 128;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] bytes;
    private final int limit;

    /** Scans the array from wherever a method is told to begin, never past the limit. */
    public JsonScanner(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** The bytes are not JSON. Without trace and place: where is nobody's business. */
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not JSON", null, false, false);
        }
    }

    /** Takes the members of an object one by one. */
    @FunctionalInterface
    public interface Members {
        /**
         * A member's name is between the quotes at {@code nameStart..nameEnd}, its value begins at {@code value}.
         *
         * @return the position after the value
         */
        int member(int nameStart, int nameEnd, int value);
    }

    /** The first position at or after this one that is not white space. */
    public int skipSpace(int position) {
        int p = position;
        while (p < limit && isSpace(bytes[p])) {
            p++;
        }
        return p;
    }

    /** The byte at a position. */
    public int at(int position) {
        if (position >= limit) {
            throw new Malformed();
        }
        return bytes[position];
    }

    /**
     * Passes over the value that begins here, nested at most as deep as said. One loop, no recursion: {@code objects} has a
     * bit for each level that is an object.
     */
    public int skipValue(int position, int depth) {
        int most = Math.min(depth, DEEPEST);
        long low = 0;
        long high = 0;
        int level = 0;
        int p = position;
        while (true) {
            int first = at(p);
            if (first == '{' || first == '[') {
                if (++level > most) {
                    throw new Malformed();
                }
                long bit = first == '{' ? 1 : 0;
                high = high << 1 | low >>> 63;
                low = low << 1 | bit;
                p = skipSpace(p + 1);
                if (at(p) != first + 2) {
                    p = bit == 1 ? skipName(p) : p;
                    continue;
                }
            } else {
                p = skipScalar(p, first) - 1;
                if (level == 0) {
                    return p + 1;
                }
                p = skipSpace(p + 1);
            }
            while (at(p) == ((low & 1) == 1 ? '}' : ']')) {
                low = low >>> 1 | high << 63;
                high >>>= 1;
                if (--level == 0) {
                    return p + 1;
                }
                p = skipSpace(p + 1);
            }
            expect(p, ',');
            p = skipSpace(p + 1);
            p = (low & 1) == 1 ? skipName(p) : p;
        }
    }

    private int skipScalar(int position, int first) {
        return switch (first) {
            case '"' -> skipString(position);
            case 't' -> literal(position, "true");
            case 'f' -> literal(position, "false");
            case 'n' -> literal(position, "null");
            default -> skipNumber(position);
        };
    }

    /** From a member's name to its value. */
    private int skipName(int position) {
        int colon = skipSpace(skipString(position));
        expect(colon, ':');
        return skipSpace(colon + 1);
    }

    /** Walks the members of the object that begins here. */
    public int object(int position, int depth, Members members) {
        enter(position, '{', depth);
        int p = skipSpace(position + 1);
        if (at(p) == '}') {
            return p + 1;
        }
        while (true) {
            int nameEnd = skipString(p);
            int colon = skipSpace(nameEnd);
            expect(colon, ':');
            p = skipSpace(members.member(p + 1, nameEnd - 1, skipSpace(colon + 1)));
            if (at(p) == '}') {
                return p + 1;
            }
            expect(p, ',');
            p = skipSpace(p + 1);
        }
    }

    /** The position of the array's first element, or of its closing bracket. */
    public int firstElement(int position) {
        expect(position, '[');
        return skipSpace(position + 1);
    }

    /** From after an element to the next one, or to the closing bracket. */
    public int nextElement(int position) {
        int p = skipSpace(position);
        if (at(p) == ']') {
            return p;
        }
        expect(p, ',');
        int next = skipSpace(p + 1);
        if (at(next) == ']') {
            throw new Malformed();
        }
        return next;
    }

    /** Passes over the string that begins here, checking escapes and UTF-8. */
    public int skipString(int position) {
        expect(position, '"');
        byte[] source = bytes;
        int end = limit;
        int p = position + 1;
        while (p < end) {
            p = skipPlain(p);
            if (p == end) {
                break;
            }
            int b = source[p];
            if (b == '"') {
                return p + 1;
            }
            if (b >= 0x20 && b != '\\') {
                p++;
            } else {
                p = b == '\\' ? skipEscape(p) : skipMultibyte(p, b);
            }
        }
        throw new Malformed();
    }

    /** Passes over plain ASCII eight bytes at a time, as far as whole words of it go; it may stop early, never late. */
    private int skipPlain(int position) {
        int p = position;
        while (p <= limit - Long.BYTES) {
            long word = (long) WORDS.get(bytes, p);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            long special = (quotes - ONES) | (backslashes - ONES) | (word - SPACES) | word;
            special &= HIGHS;
            if (special != 0) {
                return p + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            p += Long.BYTES;
        }
        return p;
    }

    private void enter(int position, char open, int depth) {
        expect(position, open);
        if (depth <= 0) {
            throw new Malformed();
        }
    }

    private int skipEscape(int backslash) {
        int escaped = at(backslash + 1);
        if (escaped == 'u') {
            for (int i = 2; i < 6; i++) {
                if (Character.digit(at(backslash + i), 16) < 0) {
                    throw new Malformed();
                }
            }
            return backslash + 6;
        }
        if (escaped < 0 || "\"\\/bfnrt".indexOf(escaped) < 0) {
            throw new Malformed();
        }
        return backslash + 2;
    }

    /** A UTF-8 sequence of two to four bytes, in shortest form, no surrogates (RFC 3629); control characters end here too. */
    private int skipMultibyte(int position, int lead) {
        if (lead >= 0) {
            throw new Malformed();
        }
        int first = lead & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4) {
            throw new Malformed();
        }
        int second = at(position + 1) & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            throw new Malformed();
        }
        for (int i = 2; i < length; i++) {
            if ((at(position + i) & 0xC0) != 0x80) {
                throw new Malformed();
            }
        }
        return position + length;
    }

    private int skipNumber(int position) {
        int p = position;
        if (at(p) == '-') {
            p++;
        }
        p = at(p) == '0' ? p + 1 : digits(p);
        if (p < limit && bytes[p] == '.') {
            p = digits(p + 1);
        }
        if (p < limit && (bytes[p] | 0x20) == 'e') {
            p++;
            if (at(p) == '+' || at(p) == '-') {
                p++;
            }
            p = digits(p);
        }
        return p;
    }

    private int digits(int position) {
        int p = position;
        while (p < limit && bytes[p] >= '0' && bytes[p] <= '9') {
            p++;
        }
        if (p == position) {
            throw new Malformed();
        }
        return p;
    }

    private int literal(int position, String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(position + i, word.charAt(i));
        }
        return position + word.length();
    }

    private void expect(int position, char wanted) {
        if (position >= limit || bytes[position] != wanted) {
            throw new Malformed();
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
