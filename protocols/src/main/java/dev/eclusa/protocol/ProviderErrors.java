package dev.eclusa.protocol;

import dev.eclusa.core.Json;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a provider's error answer means, whatever its dialect: the kind from status and words, the rest it asks for. */
public final class ProviderErrors {
    private static final Duration LONGEST_REST = Duration.ofHours(24);
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(sk|pk|gsk|xai|hf|AIza|key|tok)[-_][A-Za-z0-9*._-]{8,}|AIza[A-Za-z0-9_-]{10,}|Bearer\\s+\\S+");
    private static final List<String> OVERFLOW = List.of(
            "context_length_exceeded",
            "maximum context length",
            "prompt is too long",
            "context window",
            "too many tokens",
            "input token count");
    private static final List<String> QUOTA =
            List.of("insufficient_quota", "billing", "insufficient balance", "credit");
    private static final List<String> FILTER = List.of("content_filter", "content_policy", "responsibleai", "safety");

    private ProviderErrors() {}

    /**
     * What an error body says.
     *
     * @param message for people, possibly empty
     * @param code the provider's code, possibly empty
     * @param type the provider's type, possibly empty
     * @param param the field at fault
     */
    public record Said(String message, String code, String type, Optional<String> param) {
        /** Nothing. */
        public static final Said NOTHING = new Said("", "", "", Optional.empty());
    }

    /** Reads an error answer with the dialect's reader of its body. */
    public static Failure.OfProvider decode(
            int status, UnaryOperator<String> header, byte[] body, Function<JsonNode, Said> reader) {
        Optional<Duration> rest = retryAfter(header);
        JsonNode document;
        try {
            document = JsonCodec.answer(body, 0, body.length);
        } catch (MalformedAnswer noJson) {
            return failure(status, Said.NOTHING, rest, Optional.empty());
        }
        boolean readable = document.isObject() || document.isArray();
        return failure(
                status, readable ? reader.apply(document) : Said.NOTHING, rest, Optional.of(JsonCodec.json(document)));
    }

    /** A failure of what was said. */
    public static Failure.OfProvider failure(int status, Said said, Optional<Duration> rest, Optional<Json> body) {
        Kind kind = kind(status, said);
        String words = mask(said.message());
        String message = words.isEmpty() ? "The provider answered with status " + status + "." : words;
        return new Failure.OfProvider(
                kind, status, message, said.code(), said.type(), said.param(), rest, body.map(ProviderErrors::mask));
    }

    /** Hides whatever looks like a credential. */
    public static String mask(String text) {
        return SECRET.matcher(text).replaceAll("***MASKED***");
    }

    private static Json mask(Json body) {
        return new Json(mask(body.text()));
    }

    private static Kind kind(int status, Said said) {
        String words = (said.code() + " " + said.type() + " " + said.message()).toLowerCase(Locale.ROOT);
        if (status == 429 || status == 402) {
            return status == 402 || anyOf(QUOTA, words) ? Kind.QUOTA_SPENT : Kind.RATE_LIMITED;
        }
        if (status == 401 || status == 403) {
            return anyOf(FILTER, words) ? Kind.CONTENT_REFUSED : Kind.CREDENTIALS_REFUSED;
        }
        if (status == 408 || status == 504) {
            return Kind.TIMED_OUT;
        }
        if (status == 0 || status >= 500) {
            return Kind.UNAVAILABLE;
        }
        if (anyOf(OVERFLOW, words)) {
            return Kind.CONTEXT_OVERFLOW;
        }
        if (anyOf(FILTER, words)) {
            return Kind.CONTENT_REFUSED;
        }
        if (words.contains("api_key_invalid")
                || words.contains("incorrect api key")
                || words.contains("api key not valid")) {
            return Kind.CREDENTIALS_REFUSED;
        }
        return status == 404 ? Kind.MODEL_MISSING : Kind.REFUSED;
    }

    private static boolean anyOf(List<String> signs, String words) {
        return signs.stream().anyMatch(words::contains);
    }

    /** The rest a provider asks for: {@code retry-after-ms}, else {@code retry-after} in seconds or as an HTTP date. */
    public static Optional<Duration> retryAfter(UnaryOperator<String> header) {
        Optional<Duration> millis = decimal(header.apply("retry-after-ms"), 1);
        if (millis.isPresent()) {
            return millis;
        }
        String plain = header.apply("retry-after").strip();
        Optional<Duration> seconds = decimal(plain, 1000);
        return seconds.isPresent() || plain.isEmpty() ? seconds : date(plain);
    }

    private static Optional<Duration> decimal(String text, long millisEach) {
        try {
            double value = Double.parseDouble(text.strip());
            return value >= 0 ? Optional.of(capped(Duration.ofMillis((long) (value * millisEach)))) : Optional.empty();
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text) {
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), when);
            return Optional.of(left.isNegative() ? Duration.ZERO : capped(left));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static Duration capped(Duration rest) {
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
