package dev.eclusa.router.passing;

import dev.eclusa.router.wire.AnswerHead;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which headers cross a passage. Towards its place a closed list, or where the operator says so all but those that are the
 * connection's (RFC 9110, section 7.6.1), the gateway's, or hold a gateway key; back a closed list.
 */
public final class PassedHeaders {
    private static final Set<String> FORWARDED = Set.of(
            "accept",
            "accept-language",
            "content-type",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "range",
            "anthropic-beta",
            "anthropic-version",
            "openai-organization",
            "openai-project",
            "openai-beta",
            "idempotency-key",
            "traceparent",
            "tracestate");

    private static final Set<String> CONNECTIONS = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "accept-encoding",
            "expect",
            "cookie",
            "x-request-id");

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "x-litellm-api-key");

    private static final List<String> RETURNED = List.of(
            "content-type",
            "content-disposition",
            "content-language",
            "content-range",
            "accept-ranges",
            "cache-control",
            "etag",
            "last-modified",
            "location",
            "retry-after",
            "openai-processing-ms",
            "openai-version");

    private static final List<String> RATE_LIMITS = List.of("x-ratelimit-", "anthropic-ratelimit-");

    private PassedHeaders() {}

    /**
     * The client's headers that go on with a request; the place's own stand in their stead.
     *
     * @param sent by the client, by lower-case name
     * @param secret which values are gateway keys
     */
    public static Map<String, String> on(Passage passage, Map<String, String> sent, Predicate<String> secret) {
        Set<String> named = named(sent.getOrDefault("connection", ""));
        Map<String, String> on = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            if (goes(passage, name, value, secret) && !named.contains(name)) {
                on.put(name, value);
            }
        });
        passage.place().target().endpoint().headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("anthropic-version")) {
                on.remove(lower);
            }
        });
        return on;
    }

    private static boolean goes(Passage passage, String name, String value, Predicate<String> secret) {
        for (String part : value.split(",")) {
            if (mayBeKey(name, part) && secret.test(bare(part))) {
                return false;
            }
        }
        if (passage.place().target().endpoint().forwarded().contains(name)) {
            return true;
        }
        if (!passage.forwardsHeaders()) {
            return FORWARDED.contains(name);
        }
        boolean ours = name.startsWith("x-eclusa-") || name.startsWith("x-litellm-") || name.startsWith("x-forwarded-");
        return !CONNECTIONS.contains(name) && !ours;
    }

    /** All gateway keys but configured ones begin so. */
    private static boolean mayBeKey(String name, String value) {
        return CREDENTIALS.contains(name) || bare(value).startsWith("sk-");
    }

    /** Headers that the client says are its connection's. */
    private static Set<String> named(String connection) {
        return new HashSet<>(List.of(connection.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*")));
    }

    private static String bare(String value) {
        String text = value.strip();
        return text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7).strip() : text;
    }

    /** The place's headers that come back. */
    public static Map<String, String> back(AnswerHead head) {
        Map<String, String> back = new LinkedHashMap<>();
        for (String name : RETURNED) {
            String value = head.header(name);
            if (!value.isEmpty()) {
                back.put(name, value);
            }
        }
        if (head.header("content-encoding").isEmpty()
                && head.header("transfer-encoding").isEmpty()) {
            String length = head.header("content-length");
            if (!length.isEmpty()) {
                back.put("content-length", length);
            }
        }
        String id = head.header("x-request-id");
        if (!id.isEmpty()) {
            back.put("x-upstream-request-id", id);
        }
        RATE_LIMITS.forEach(prefix -> head.eachBeginning(
                prefix, (name, value) -> back.put("x-upstream-" + name.toLowerCase(Locale.ROOT), value)));
        return back;
    }
}
