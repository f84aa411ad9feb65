package dev.eclusa.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the top-level members of a JSON object stand in its bytes: found in one strict pass over the whole document, no
 * tree built. This is what lets a body be read and edited in place.
 */
public final class JsonIndex {
    private static final int USUAL_MEMBERS = 16;

    /** An object without members. */
    public static final JsonIndex EMPTY = of(new byte[] {'{', '}'});

    private final byte[] bytes;
    private final int open;
    private int close;
    private int count;
    private boolean duplicates;
    private boolean escapedNames;
    private int[] positions = new int[4 * USUAL_MEMBERS];

    private JsonIndex(byte[] bytes, int open) {
        this.bytes = bytes;
        this.open = open;
    }

    /**
     * Reads the whole array as one JSON object.
     *
     * @throws JsonScanner.Malformed when it is not JSON, or nested deeper than {@link JsonCodec#DEPTH}
     * @throws NotAnObject when it is JSON of another kind
     */
    public static JsonIndex of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /**
     * Reads the whole array as one JSON object.
     *
     * @param depth deepest nesting accepted, at most {@link JsonCodec#DEPTH}
     * @throws JsonScanner.Malformed when it is not JSON, or nested deeper
     * @throws NotAnObject when it is JSON of another kind
     */
    public static JsonIndex of(byte[] bytes, int depth) {
        return of(bytes, 0, bytes.length, depth);
    }

    /** Reads a part of an array as one JSON object. */
    public static JsonIndex of(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, JsonCodec.DEPTH);
    }

    private static JsonIndex of(byte[] bytes, int offset, int length, int depth) {
        JsonScanner scanner = new JsonScanner(bytes, offset + length);
        int start = scanner.skipSpace(offset);
        if (scanner.at(start) != '{') {
            end(scanner, scanner.skipValue(start, depth), offset + length);
            throw new NotAnObject();
        }
        JsonIndex index = new JsonIndex(bytes, start);
        index.close = scanner.object(start, depth, new Filler(index, scanner, depth - 1));
        end(scanner, index.close, offset + length);
        return index;
    }

    /** Notes the members as they are met. A class and no lambda: made for every object read, it must cost nothing to make. */
    private record Filler(JsonIndex index, JsonScanner scanner, int depth) implements JsonScanner.Members {
        @Override
        public int member(int nameStart, int nameEnd, int value) {
            int valueEnd = scanner.skipValue(value, depth);
            index.add(nameStart, nameEnd, value, valueEnd);
            return valueEnd;
        }
    }

    /** JSON, but not an object. */
    public static final class NotAnObject extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotAnObject() {
            super("not an object", null, false, false);
        }
    }

    /** How many members there are. */
    public int count() {
        return count;
    }

    /** Whether a name stands twice. */
    public boolean hasDuplicates() {
        return duplicates;
    }

    /** Whether a name is written with an escape; such a member is not found by its name. */
    public boolean hasEscapedNames() {
        return escapedNames;
    }

    /** The number of the member of this name, or -1. */
    public int find(String name) {
        for (int member = 0; member < count; member++) {
            if (nameIs(member, name)) {
                return member;
            }
        }
        return -1;
    }

    /** Where a member's value begins. */
    public int valueStart(int member) {
        return positions[4 * member + 2];
    }

    /** Where a member's value ends, exclusive. */
    public int valueEnd(int member) {
        return positions[4 * member + 3];
    }

    /** Where a member's name begins, its opening quote. */
    public int memberStart(int member) {
        return positions[4 * member] - 1;
    }

    /** Where the object begins: its brace. */
    public int openBrace() {
        return open;
    }

    /** The bytes that were indexed. */
    public byte[] bytes() {
        return bytes;
    }

    /** A member's name. */
    public String name(int member) {
        int start = positions[4 * member];
        int end = positions[4 * member + 1];
        return text(bytes, start, end);
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        int member = find(name);
        return member >= 0 && bytes[valueStart(member)] != 'n';
    }

    /** The first byte of a member's value: a quote, brace, bracket, letter or digit tells its kind; 0 when there is none. */
    public int kind(int member) {
        return member < 0 ? 0 : bytes[valueStart(member)];
    }

    /** The text of a string member, escapes resolved. */
    public String string(int member) {
        return text(bytes, valueStart(member) + 1, valueEnd(member) - 1);
    }

    /** A member's value as it stands. */
    public String raw(int member) {
        return new String(bytes, valueStart(member), valueEnd(member) - valueStart(member), StandardCharsets.UTF_8);
    }

    /** A whole number member, or the fallback when it is absent or something else. */
    public long number(String name, long fallback) {
        int member = find(name);
        if (member < 0) {
            return fallback;
        }
        long value = 0;
        for (int p = valueStart(member); p < valueEnd(member); p++) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 10 - 10) {
                return fallback;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Whether two ranges of bytes hold this ASCII text. */
    static boolean matches(byte[] bytes, int start, int end, String ascii) {
        if (end - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean nameIs(int member, String name) {
        return matches(bytes, positions[4 * member], positions[4 * member + 1], name);
    }

    private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if (4 * count == positions.length) {
            positions = Arrays.copyOf(positions, positions.length * 2);
        }
        String escaped = null;
        for (int p = nameStart; p < nameEnd; p++) {
            if (bytes[p] == '\\') {
                escaped = text(bytes, nameStart, nameEnd);
                escapedNames = true;
                break;
            }
        }
        duplicates |= escaped == null ? standsAlready(nameStart, nameEnd) : find(escaped) >= 0;
        positions[4 * count] = nameStart;
        positions[4 * count + 1] = nameEnd;
        positions[4 * count + 2] = valueStart;
        positions[4 * count + 3] = valueEnd;
        count++;
    }

    private boolean standsAlready(int nameStart, int nameEnd) {
        for (int member = 0; member < count; member++) {
            if (Arrays.equals(bytes, nameStart, nameEnd, bytes, positions[4 * member], positions[4 * member + 1])) {
                return true;
            }
        }
        return false;
    }

    private static void end(JsonScanner scanner, int position, int limit) {
        if (scanner.skipSpace(position) != limit) {
            throw new JsonScanner.Malformed();
        }
    }

    private static String text(byte[] bytes, int start, int end) {
        String raw = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescape(raw);
    }

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = raw.charAt(++i);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                int control = "bfnrt".indexOf(escaped);
                text.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
            }
        }
        return text.toString();
    }
}
