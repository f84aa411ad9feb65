package dev.eclusa.router.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Status and headers of a provider's answer. Kept as the bytes that came; a value becomes text when it is asked for, since
 * few of them ever are.
 */
public final class AnswerHead {
    private static final int FIELD = 4;

    private final byte[] bytes;
    private final int[] marks;
    private final int fields;
    private final int status;
    private final boolean modern;

    private AnswerHead(byte[] bytes, int status, boolean modern, int[] marks, int fields) {
        this.bytes = bytes;
        this.status = status;
        this.modern = modern;
        this.marks = marks;
        this.fields = fields;
    }

    /**
     * Reads a head.
     *
     * @param from where the status line begins
     * @param to behind the empty line
     * @throws MalformedAnswer when it is not the head of an HTTP/1 answer
     */
    static AnswerHead parse(byte[] source, int from, int to) {
        byte[] bytes = Arrays.copyOfRange(source, from, to);
        if (bytes.length < 13 || !startsWith(bytes, "HTTP/1.") || bytes[8] != ' ') {
            throw new MalformedAnswer("The answer does not begin with an HTTP/1 status line.");
        }
        int status = digit(bytes[9]) * 100 + digit(bytes[10]) * 10 + digit(bytes[11]);
        int[] marks = new int[16 * FIELD];
        int fields = 0;
        int at = lineEnd(bytes, 0) + 1;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            int last = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            if (last > at) {
                if (fields * FIELD == marks.length) {
                    marks = Arrays.copyOf(marks, marks.length * 2);
                }
                mark(bytes, at, last, marks, fields++ * FIELD);
            }
            at = end + 1;
        }
        return new AnswerHead(bytes, status, bytes[7] != '0', marks, fields);
    }

    /** The status code, 100 to 999. */
    public int status() {
        return status;
    }

    /** A header's value, the first where it came more than once; empty when it did not. */
    public String header(String name) {
        for (int field = 0; field < fields; field++) {
            if (nameLength(field) == name.length() && beginsWith(field, name)) {
                return value(field);
            }
        }
        return "";
    }

    /** Hands out name and value of every header whose name begins so, in the order they came. */
    public void eachBeginning(String prefix, BiConsumer<String, String> sink) {
        for (int field = 0; field < fields; field++) {
            if (beginsWith(field, prefix)) {
                sink.accept(text(marks[field * FIELD], marks[field * FIELD + 1]), value(field));
            }
        }
    }

    /** Whether there is a header whose name begins so. */
    public boolean hasBeginning(String prefix) {
        for (int field = 0; field < fields; field++) {
            if (beginsWith(field, prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is HTTP/1.1 or later, where a connection is kept unless told otherwise. */
    boolean isModern() {
        return modern;
    }

    private boolean beginsWith(int field, String prefix) {
        int start = marks[field * FIELD];
        if (nameLength(field) < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lower(bytes[start + i]) != lower((byte) prefix.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private int nameLength(int field) {
        return marks[field * FIELD + 1] - marks[field * FIELD];
    }

    private String value(int field) {
        return text(marks[field * FIELD + 2], marks[field * FIELD + 3]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static void mark(byte[] bytes, int from, int to, int[] marks, int at) {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to || colon == from || bytes[from] == ' ' || bytes[from] == '\t') {
            throw new MalformedAnswer("A header line of the answer is not 'name: value'.");
        }
        int start = colon + 1;
        while (start < to && isBlank(bytes[start])) {
            start++;
        }
        int end = to;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        marks[at] = from;
        marks[at + 1] = colon;
        marks[at + 2] = start;
        marks[at + 3] = end;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean startsWith(byte[] bytes, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int digit(byte ascii) {
        if (ascii < '0' || ascii > '9') {
            throw new MalformedAnswer("The status of the answer is not a number.");
        }
        return ascii - '0';
    }

    private static boolean isBlank(byte ascii) {
        return ascii == ' ' || ascii == '\t';
    }

    private static int lower(byte ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }
}
