package dev.eclusa.server;

import dev.eclusa.router.HeaderNames;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A request's headers by lower-case name, empty when absent. Most that are asked for are absent: the lengths of the names
 * that are there say so without a search.
 */
final class RequestHeaders implements UnaryOperator<String> {
    private final MultiMap headers;
    private final long lengths;

    RequestHeaders(MultiMap headers) {
        this.headers = headers;
        long seen = 0;
        for (Map.Entry<String, String> header : headers) {
            seen |= 1L << header.getKey().length();
        }
        this.lengths = seen;
    }

    @Override
    public String apply(String name) {
        if ((lengths & 1L << name.length()) == 0) {
            return "";
        }
        String value = headers.get(HeaderNames.of(name));
        return value == null ? "" : value;
    }
}
