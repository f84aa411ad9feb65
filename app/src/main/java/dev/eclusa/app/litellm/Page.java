package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A mapping of our file being written, whose entries remember where in LiteLLM's file they come from. */
final class Page {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** What a key or a list element holds. */
    sealed interface Piece {
        /**
         * One value.
         *
         * @param quotable whether it is a text, which may need quotes
         */
        record Value(String text, boolean quotable) implements Piece {}

        /** A mapping. */
        record Inner(Page page) implements Piece {}

        /** A list. */
        record Several(List<Entry> elements) implements Piece {}
    }

    /**
     * A key or a list element.
     *
     * @param comments lines to stand above it
     * @param origin where it comes from; empty for what is added here
     */
    record Entry(Piece piece, List<String> comments, Optional<Place> origin) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** A text. */
    Page text(String key, String text, Place origin) {
        return put(key, new Piece.Value(text, true), Optional.of(origin));
    }

    /** A number, a duration, or {@code true} or {@code false}. */
    Page plain(String key, String value, Place origin) {
        return put(key, new Piece.Value(value, false), Optional.of(origin));
    }

    /** A value that LiteLLM's file does not speak of. */
    Page own(String key, String value, String... comments) {
        entries.put(key, new Entry(new Piece.Value(value, false), List.of(comments), Optional.empty()));
        return this;
    }

    /** A list of texts. */
    Page texts(String key, List<String> texts, Place origin) {
        List<Entry> elements = new ArrayList<>();
        texts.forEach(text -> elements.add(new Entry(new Piece.Value(text, true), List.of(), Optional.of(origin))));
        return put(key, new Piece.Several(elements), Optional.of(origin));
    }

    /** A list of mappings. */
    Page pages(String key, List<Entry> elements) {
        return put(key, new Piece.Several(elements), Optional.empty());
    }

    /** A mapping, the one that is there or a new one. */
    Page page(String key) {
        Entry entry = entries.computeIfAbsent(
                key, first -> new Entry(new Piece.Inner(new Page()), List.of(), Optional.empty()));
        return entry.piece() instanceof Piece.Inner inner ? inner.page() : new Page();
    }

    /** An element of a list of mappings. */
    Entry element(List<String> comments, Place origin) {
        return new Entry(new Piece.Inner(this), comments, Optional.of(origin));
    }

    /** An entry of another page. */
    void put(String key, Entry entry) {
        entries.put(key, entry);
    }

    private Page put(String key, Piece piece, Optional<Place> origin) {
        entries.put(key, new Entry(piece, List.of(), origin));
        return this;
    }

    /** Values as YAML writes them. */
    static final class Scalars {
        private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*");
        private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

        private Scalars() {}

        static String of(Piece.Value value) {
            return value.quotable() ? quoted(value.text()) : value.text();
        }

        static String quoted(String text) {
            boolean bare = BARE.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
            if (bare) {
                return text;
            }
            StringBuilder quoted = new StringBuilder("\"");
            text.chars().forEach(character -> quoted.append(escaped((char) character)));
            return quoted.append('"').toString();
        }

        private static String escaped(char character) {
            return switch (character) {
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                case '\n' -> "\\n";
                case '\t' -> "\\t";
                default ->
                    character < ' ' || character == 0x7f || (character >= 0x80 && character <= 0xa0)
                            ? String.format("\\u%04x", (int) character)
                            : String.valueOf(character);
            };
        }
    }
}
