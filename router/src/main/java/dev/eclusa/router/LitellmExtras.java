package dev.eclusa.router;

import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What LiteLLM's clients say to the gateway in the body of an OpenAI call and in {@code x-litellm-*} headers (recorded,
 * 1.106.2). No provider gets these fields.
 *
 * @param timeout most time for the whole call
 * @param fallbacks models to try when the one called fails
 * @param alone whether the model's own fallbacks are not to be tried
 * @param retries repetitions on the same deployment
 * @param tags words the header gives the call
 * @param customer whom a header says that the call is made for; empty for nobody
 * @param cache what is said of answers that are kept
 * @param pretended what the call is to be answered, where its key may say so itself
 * @param present which of the fields the body has
 */
record LitellmExtras(
        Optional<Duration> timeout,
        List<String> fallbacks,
        boolean alone,
        Optional<Integer> retries,
        List<String> tags,
        String customer,
        CacheWishes cache,
        Optional<String> pretended,
        List<String> present) {
    /** Nothing is said. */
    static final LitellmExtras NONE = new LitellmExtras(
            Optional.empty(),
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            "",
            CacheWishes.NONE,
            Optional.empty(),
            List.of());

    private static final List<String> FIELDS = List.of(
            "fallbacks",
            "context_window_fallbacks",
            "content_policy_fallbacks",
            "num_retries",
            "timeout",
            "request_timeout",
            "mock_response",
            "mock_testing_fallbacks",
            "mock_testing_context_fallbacks",
            "mock_testing_content_policy_fallbacks",
            "mock_testing_rate_limit_error",
            "disable_fallbacks",
            "cache",
            "caching",
            "drop_params",
            "litellm_metadata",
            "guardrails",
            "litellm_session_id",
            "litellm_trace_id");
    private static final int MOST_RETRIES = 10;
    private static final int LONGEST_SECONDS = 86_400;

    /** What would have the proxy pretend that a provider fails. */
    private static final List<String> PRETENCES =
            FIELDS.stream().filter(name -> name.startsWith("mock_testing_")).toList();

    static LitellmExtras read(JsonIndex body, UnaryOperator<String> header) {
        PRETENCES.stream().filter(body::has).findFirst().ifPresent(LitellmExtras::refuse);
        List<String> present = FIELDS.stream().filter(body::has).toList();
        return new LitellmExtras(
                seconds(first(body, "timeout", header.apply("x-litellm-timeout"))),
                body.has("fallbacks") ? names(body) : List.of(),
                body.has("disable_fallbacks")
                        && body.raw(body.find("disable_fallbacks")).equals("true"),
                count(first(body, "num_retries", header.apply("x-litellm-num-retries"))),
                Tags.of(header.apply("x-litellm-tags").split(",")),
                customer(header),
                body.has("cache") ? CacheWishes.of(value(body, "cache")) : CacheWishes.NONE,
                body.kind(body.find("mock_response")) == '"'
                        ? Optional.of(body.string(body.find("mock_response")))
                        : Optional.empty(),
                present);
    }

    private static void refuse(String pretence) {
        throw InvalidRequest.of(
                pretence
                        + " is not done here: a provider of preset 'simulated' fails as often as its configuration says.",
                pretence);
    }

    private static String customer(UnaryOperator<String> header) {
        String named = header.apply("x-litellm-customer-id");
        return named.isEmpty() ? header.apply("x-litellm-end-user-id") : named;
    }

    private static String first(JsonIndex body, String field, String header) {
        return body.has(field) ? body.raw(body.find(field)).replace("\"", "") : header;
    }

    private static Optional<Duration> seconds(String text) {
        return number(text)
                .filter(seconds -> seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    private static Optional<Integer> count(String text) {
        return number(text)
                .filter(count -> count.signum() >= 0 && count.compareTo(BigDecimal.valueOf(MOST_RETRIES)) <= 0)
                .map(BigDecimal::intValue);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.isEmpty() || text.length() > 12 || text.equals("null")
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException malformed) {
            throw InvalidRequest.of("timeout is a number of seconds, num_retries a number of repetitions.", "timeout");
        }
    }

    /** A list of names; of objects the {@code model} in each, of lists by model all that are listed. */
    private static List<String> names(JsonIndex body) {
        return value(body, "fallbacks")
                .valueStream()
                .flatMap(LitellmExtras::names)
                .toList();
    }

    private static JsonNode value(JsonIndex body, String name) {
        byte[] wrapped = ("{\"value\":" + body.raw(body.find(name)) + "}").getBytes(StandardCharsets.UTF_8);
        return JsonCodec.answer(wrapped, 0, wrapped.length).path("value");
    }

    private static Stream<String> names(JsonNode one) {
        if (one.isString()) {
            return Stream.of(one.asString());
        }
        return one.path("model").isString()
                ? Stream.of(one.path("model").asString())
                : one.properties().stream()
                        .map(Map.Entry::getValue)
                        .flatMap(JsonNode::valueStream)
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString);
    }
}
