package dev.eclusa.app.config;

import java.util.List;

/** What a key's value may be. */
sealed interface Kind {
    /** Any text. */
    record Text() implements Kind {}

    /** {@code true} or {@code false}. */
    record Flag() implements Kind {}

    /** A whole number in bounds, both included. */
    record Whole(int least, int most) implements Kind {}

    /** A number that is not negative, exact: a price in USD, a share. */
    record Decimal() implements Kind {}

    /** A length of time, such as {@code 200ms}. */
    record Span() implements Kind {}

    /** One of some words. */
    record Choice(List<String> words) implements Kind {}

    /** A list. */
    record ListOf(Kind element) implements Kind {}

    /** A mapping whose keys are the operator's own names. */
    record MapOf(Kind value) implements Kind {}

    /** A mapping with known keys. */
    record Group(List<Key> keys) implements Kind {
        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /** Anything; what reads it is not in this version. */
    record Anything() implements Kind {}
}
