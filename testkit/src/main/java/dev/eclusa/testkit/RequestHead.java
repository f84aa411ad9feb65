package dev.eclusa.testkit;

import java.util.List;

/** The request line and headers. */
record RequestHead(String method, String target, List<Header> headers) {
    boolean keepsAlive() {
        return Header.first(headers, "connection")
                .filter("close"::equalsIgnoreCase)
                .isEmpty();
    }
}
