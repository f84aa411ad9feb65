package dev.eclusa.app.config;

import java.util.List;

/**
 * A key of the configuration file.
 *
 * @param fallback what holds without it, as it would be written; empty when there is nothing or it is said in the meaning
 * @param meaning a sentence for the reader
 * @param later whether it belongs to a feature that is not in this version
 */
record Key(String name, Kind kind, String fallback, String meaning, boolean later) {
    static Key text(String name, String fallback, String meaning) {
        return new Key(name, new Kind.Text(), fallback, meaning, false);
    }

    static Key flag(String name, boolean fallback, String meaning) {
        return new Key(name, new Kind.Flag(), Boolean.toString(fallback), meaning, false);
    }

    static Key whole(String name, int fallback, int least, int most, String meaning) {
        return new Key(name, new Kind.Whole(least, most), Integer.toString(fallback), meaning, false);
    }

    /** A whole number without a default. */
    static Key count(String name, String meaning) {
        return new Key(name, new Kind.Whole(0, Integer.MAX_VALUE), "", meaning, false);
    }

    static Key decimal(String name, String fallback, String meaning) {
        return new Key(name, new Kind.Decimal(), fallback, meaning, false);
    }

    static Key span(String name, String fallback, String meaning) {
        return new Key(name, new Kind.Span(), fallback, meaning, false);
    }

    static Key choice(String name, String fallback, String meaning, String... words) {
        return new Key(name, new Kind.Choice(List.of(words)), fallback, meaning, false);
    }

    static Key texts(String name, String meaning) {
        return list(name, new Kind.Text(), meaning);
    }

    static Key textMap(String name, String meaning) {
        return map(name, new Kind.Text(), meaning);
    }

    static Key list(String name, Kind element, String meaning) {
        return new Key(name, new Kind.ListOf(element), "", meaning, false);
    }

    static Key map(String name, Kind value, String meaning) {
        return new Key(name, new Kind.MapOf(value), "", meaning, false);
    }

    static Key group(String name, String meaning, Key... keys) {
        return new Key(name, new Kind.Group(List.of(keys)), "", meaning, false);
    }

    static Key anything(String name, String meaning) {
        return new Key(name, new Kind.Anything(), "", meaning, false);
    }

    /** The same, of a feature that is not in this version. */
    Key inLaterVersion() {
        return new Key(name, kind, fallback, meaning, true);
    }
}
