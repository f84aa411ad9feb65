package dev.eclusa.app.replayed;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of the list of differences.
 *
 * @param kind what is different
 * @param pattern of which exchanges, or which field or header; a star stands for anything
 * @param reason why
 */
record Listed(Kind kind, String pattern, String reason) {
    private static final Pattern LINE = Pattern.compile("(status|shape|field|header) (.+?): (.+)");

    /** What can be different. */
    enum Kind {
        /** The status. */
        STATUS,
        /** Fields or their types, in an answer of the same status. */
        SHAPE,
        /** A field that is nowhere here. */
        FIELD,
        /** A header that is nowhere here. */
        HEADER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Listed of(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of the list: " + line);
        }
        return new Listed(
                Stream.of(Kind.values())
                        .filter(kind -> kind.word().equals(matcher.group(1)))
                        .findFirst()
                        .orElseThrow(),
                matcher.group(2),
                matcher.group(3));
    }

    boolean covers(Kind other, String name) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return kind == other && name.matches(expression);
    }

    /** Whether nobody has said yet why. */
    boolean isToDo() {
        return reason.startsWith("to do");
    }

    /** Whether the contract, or the notes that came with the recordings, want it so. */
    boolean isAskedFor() {
        return reason.endsWith("(asked for)");
    }

    @Override
    public String toString() {
        return kind.word() + " " + pattern + ": " + reason;
    }
}
