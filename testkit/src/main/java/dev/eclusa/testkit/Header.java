package dev.eclusa.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One header line as it stood on the wire.
 *
 * @param name the name, its case kept
 * @param value the value, outer blanks removed
 */
public record Header(String name, String value) {
    /** The first header of that name, any case. */
    public static Optional<String> first(List<Header> headers, String name) {
        return all(headers, name).stream().findFirst();
    }

    /** The values of every header of that name, any case, in order. */
    public static List<String> all(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Headers from alternating names and values. */
    public static List<Header> list(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header without a value");
        }
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> new Header(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
                .toList();
    }
}
