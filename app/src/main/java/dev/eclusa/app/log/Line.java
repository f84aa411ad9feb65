package dev.eclusa.app.log;

import java.time.Instant;
import java.util.List;

/**
 * A line of the log, not yet in any format.
 *
 * @param message what a reader sees; control characters are shown as blanks
 * @param fields what a program reads
 * @param http the call's HTTP side, empty path when there is none
 */
record Line(Instant time, Severity severity, String message, List<Field> fields, Http http) {
    private static final int LONGEST = 2000;

    Line {
        message = plain(message);
        fields = List.copyOf(fields);
    }

    /** A line that is words only. */
    static Line of(Instant time, Severity severity, String message) {
        return new Line(time, severity, message, List.of(), Http.NONE);
    }

    /** A named value: a text, a number or a decimal. */
    record Field(String name, Object value) {}

    /** The HTTP side of a call, for formats that have a place for it. */
    record Http(String path, int status, long latencyMillis, String client, String requestId) {
        static final Http NONE = new Http("", 0, 0, "", "");
    }

    /** One line whatever a caller wrote: a line break would forge a second one. */
    private static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        StringBuilder plain = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> plain.appendCodePoint(isControl(c) ? ' ' : c));
        return plain.toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E);
    }
}
