package dev.eclusa.router;

import dev.eclusa.protocol.InvalidRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a caller says of answers that are kept, in LiteLLM's words: {@code {"no-cache": true, "no-store": true, "ttl": 60,
 * "s-maxage": 60, "namespace": "x"}}.
 *
 * @param fresh whether the answer must be a new one
 * @param unkept whether it must not be kept
 * @param lives for how long it may be kept
 * @param oldest how old a kept one may be
 * @param namespace part of the caller's answers to look in
 */
record CacheWishes(
        boolean fresh, boolean unkept, Optional<Duration> lives, Optional<Duration> oldest, String namespace) {
    /** Nothing is said. */
    static final CacheWishes NONE = new CacheWishes(false, false, Optional.empty(), Optional.empty(), "");

    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(31_536_000);
    private static final int LONGEST_NAMESPACE = 128;

    /** Reads an object; anything else is refused. */
    static CacheWishes of(JsonNode said) {
        if (!said.isObject()) {
            throw InvalidRequest.of("cache is an object, such as {\"no-cache\": true, \"ttl\": 60}.", "cache");
        }
        String namespace = said.path("namespace").asString("");
        if (namespace.length() > LONGEST_NAMESPACE) {
            throw InvalidRequest.of("cache.namespace has at most 128 characters.", "cache.namespace");
        }
        return new CacheWishes(
                said.path("no-cache").asBoolean(false),
                said.path("no-store").asBoolean(false),
                seconds(said, "ttl"),
                seconds(said, "s-maxage").or(() -> seconds(said, "s-max-age")),
                namespace);
    }

    /** Reads a header's words, {@code no-cache} and {@code no-store}. */
    static CacheWishes ofWords(String words) {
        boolean fresh = words.contains("no-cache");
        boolean unkept = words.contains("no-store");
        return fresh || unkept ? new CacheWishes(fresh, unkept, Optional.empty(), Optional.empty(), "") : NONE;
    }

    private static Optional<Duration> seconds(JsonNode said, String name) {
        JsonNode value = said.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()
                || value.decimalValue().signum() < 0
                || value.decimalValue().compareTo(LONGEST_SECONDS) > 0) {
            throw InvalidRequest.of("cache." + name + " is a number of seconds, a year at most.", "cache." + name);
        }
        return Optional.of(
                Duration.ofMillis(value.decimalValue().movePointRight(3).longValue()));
    }
}
