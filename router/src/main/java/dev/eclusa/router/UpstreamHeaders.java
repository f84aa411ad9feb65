package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.wire.AnswerHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which headers cross the gateway: a closed list towards providers, the provider's rate limits back. */
final class UpstreamHeaders {
    private static final List<String> FORWARDED = List.of(
            "anthropic-beta",
            "anthropic-version",
            "openai-organization",
            "openai-project",
            "openai-beta",
            "idempotency-key",
            "traceparent",
            "tracestate");

    /** Of those, what does not change an answer. */
    private static final Set<String> NEITHER = Set.of("idempotency-key", "traceparent", "tracestate");

    private static final List<String> RATE_LIMITS = List.of("x-ratelimit-", "anthropic-ratelimit-");

    private UpstreamHeaders() {}

    /** The client's own headers that cross. What the operator set stands, but for the version and betas a client speaks. */
    static Map<String, String> towards(Target target, CallContext context) {
        UnaryOperator<String> header = context.call().header();
        Map<String, String> headers = new LinkedHashMap<>();
        forward(header, target.endpoint().forwarded(), headers);
        if (context.request().isForm()) {
            headers.put("content-type", header.apply("content-type"));
        }
        headers.keySet()
                .removeIf(name -> target.endpoint().headers().containsKey(name) && !name.startsWith("anthropic-"));
        return headers;
    }

    static void forward(UnaryOperator<String> header, List<String> more, Map<String, String> into) {
        FORWARDED.forEach(name -> forward(header, name, into));
        more.forEach(name -> forward(header, name, into));
    }

    /** Those that may change what a provider answers, as the client sent them. */
    static String meaning(UnaryOperator<String> header, Set<String> more) {
        return Stream.concat(
                        FORWARDED.stream().filter(name -> !NEITHER.contains(name)),
                        more.stream().sorted())
                .filter(name -> !header.apply(name).isEmpty())
                .map(name -> name + ": " + header.apply(name))
                .collect(Collectors.joining("\n"));
    }

    static void copy(AnswerHead from, Map<String, String> into) {
        RATE_LIMITS.forEach(prefix -> from.eachBeginning(
                prefix, (name, value) -> into.put("x-upstream-" + name.toLowerCase(Locale.ROOT), value)));
    }

    private static void forward(UnaryOperator<String> header, String name, Map<String, String> into) {
        String value = header.apply(name);
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }
}
