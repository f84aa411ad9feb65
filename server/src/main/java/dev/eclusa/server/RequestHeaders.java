package dev.eclusa.server;

import dev.eclusa.router.CallHeaders;
import dev.eclusa.router.HeaderNames;
import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * A request's headers by lower-case name, empty when absent. Most that are asked for are absent: the lengths of the names
 * that are there say so without a search.
 */
final class RequestHeaders implements CallHeaders {
    private final MultiMap headers;
    private final long lengths;
    private final boolean namesGateway;

    RequestHeaders(MultiMap headers) {
        this.headers = headers;
        long seen = 0;
        boolean ours = false;
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            seen |= 1L << name.length();
            ours |= name.regionMatches(true, 0, OWN_PREFIX, 0, OWN_PREFIX.length());
        }
        this.lengths = seen;
        this.namesGateway = ours;
    }

    @Override
    public boolean mayNameGateway() {
        return namesGateway;
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
