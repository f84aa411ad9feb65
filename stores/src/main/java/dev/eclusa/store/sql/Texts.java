package dev.eclusa.store.sql;

/** Texts of clients on their way into a table. */
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** As both databases can keep it: PostgreSQL refuses the character zero. */
    static String kept(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', REPLACEMENT);
    }
}
