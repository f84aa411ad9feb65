package dev.eclusa.store.sql;

import java.util.List;

/** Texts of clients on their way into a table. */
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private static final String TAG_END = "\n";

    private Texts() {}

    /** Tags as one text. */
    static String tags(List<String> tags) {
        return tags.isEmpty() ? "" : kept(String.join(TAG_END, tags));
    }

    /** The tags in a text. */
    static List<String> tags(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(TAG_END));
    }

    /** As both databases can keep it: PostgreSQL refuses the character zero. */
    static String kept(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', REPLACEMENT);
    }
}
