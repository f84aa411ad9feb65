package dev.eclusa.app.replayed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the mock upstream says.
 *
 * @param isCut whether the connection is closed before the answer is whole
 */
record MockAnswer(int status, String type, Map<String, String> headers, byte[] bytes, boolean isCut) {
    private static final Map<String, String> LIMITS = Map.of(
            "x-ratelimit-limit-requests", "10000",
            "x-ratelimit-remaining-requests", "9999",
            "x-ratelimit-limit-tokens", "200000",
            "x-ratelimit-remaining-tokens", "199900");

    static MockAnswer json(String body) {
        return new MockAnswer(200, "application/json", LIMITS, bytes(body), false);
    }

    static MockAnswer bytes(String type, String body) {
        return new MockAnswer(200, type, Map.of(), bytes(body), false);
    }

    static MockAnswer error(int status, String type, String body, Map<String, String> headers) {
        return new MockAnswer(status, type, headers, bytes(body), false);
    }

    static MockAnswer events(List<String> events) {
        return new MockAnswer(200, "text/event-stream; charset=utf-8", LIMITS, bytes(String.join("", events)), false);
    }

    /** The same, and then the connection is closed. */
    MockAnswer cut() {
        return new MockAnswer(status, type, headers, bytes, true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
