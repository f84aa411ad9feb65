package dev.eclusa.testkit;

import java.util.List;
import java.util.Optional;

/**
 * The status line and headers of an answer.
 *
 * @param at {@link System#nanoTime()} when the blank line had been read
 */
public record ResponseHead(int status, String reason, List<Header> headers, long at) {
    /** The first header of that name, any case. */
    public Optional<String> header(String name) {
        return Header.first(headers, name);
    }
}
