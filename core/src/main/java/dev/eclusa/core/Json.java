package dev.eclusa.core;

/**
 * A JSON value as its text, carried through unread: a tool's schema, a call's arguments, a field this gateway has never
 * heard of. The text is well-formed JSON; whoever makes one has parsed it first.
 *
 * @param text the JSON text, UTF-16 in memory, without insignificant whitespace requirements
 */
public record Json(String text) {
    /** The empty object, what a tool call without arguments says. */
    public static final Json EMPTY_OBJECT = new Json("{}");

    @Override
    public String toString() {
        return text;
    }
}
