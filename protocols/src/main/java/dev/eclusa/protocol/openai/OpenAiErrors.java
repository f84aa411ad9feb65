package dev.eclusa.protocol.openai;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors in OpenAI's envelope: {@code {"error":{"message","type","param","code"}}}. */
final class OpenAiErrors implements ErrorCodec {
    private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        boolean spent = failure instanceof Failure.OfGateway gateway
                && gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED;
        return new EncodedError(status(failure), JsonCodec.bytes(envelope(failure)), spent ? NO_RETRY : Map.of());
    }

    /** A provider that refuses the gateway's own credentials is no fault of the caller's. */
    private static int status(Failure failure) {
        boolean ours = failure instanceof Failure.OfProvider provider
                && provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED;
        return ours ? 502 : failure.status();
    }

    /** The envelope of a failure. */
    static ObjectNode envelope(Failure failure) {
        Words words = words(failure);
        ObjectNode error = JsonCodec.object();
        error.put("message", words.message());
        error.put("type", words.type());
        put(error, "param", words.param());
        put(error, "code", words.code());
        ObjectNode envelope = JsonCodec.object();
        envelope.set("error", error);
        return envelope;
    }

    private record Words(String message, String type, String param, String code) {}

    private static Words words(Failure failure) {
        return switch (failure) {
            case Failure.OfCaller caller ->
                new Words(
                        caller.message(),
                        callerType(caller.kind()),
                        caller.param().orElse(""),
                        code(caller.kind()));
            case Failure.OfGateway gateway -> gateway(gateway);
            case Failure.OfProvider provider -> provider(provider);
        };
    }

    private static String callerType(Failure.OfCaller.Kind kind) {
        return switch (kind) {
            case FORBIDDEN -> "permission_error";
            case TIMED_OUT -> "timeout_error";
            case INVALID_REQUEST, NOT_AUTHENTICATED, MODEL_NOT_FOUND, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, GONE ->
                "invalid_request_error";
        };
    }

    private static String code(Failure.OfCaller.Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> "invalid_value";
            case NOT_AUTHENTICATED -> "invalid_api_key";
            case FORBIDDEN -> "model_not_allowed";
            case MODEL_NOT_FOUND -> "model_not_found";
            case NOT_FOUND -> "not_found";
            case METHOD_NOT_ALLOWED -> "method_not_allowed";
            case TIMED_OUT -> "timeout";
            case TOO_LARGE -> "request_too_large";
            case GONE -> "client_closed_request";
        };
    }

    private static Words gateway(Failure.OfGateway failure) {
        String message = failure.message();
        return switch (failure.kind()) {
            case EXHAUSTED -> new Words(message, "server_error", "", "all_deployments_failed");
            case ALL_RATE_LIMITED, RATE_LIMITED -> new Words(message, "requests", "", "rate_limit_exceeded");
            case DEADLINE -> new Words(message, "timeout_error", "", "timeout");
            case OVERLOADED -> new Words(message, "server_error", "", "overloaded");
            case BUDGET_EXCEEDED -> new Words(message, "budget_exceeded", "", "insufficient_quota");
            case CREDENTIALS_REFUSED -> new Words(message, "server_error", "", "provider_credentials");
            case STORE_UNAVAILABLE -> new Words(message, "server_error", "", "store_unavailable");
            case INTERNAL -> new Words(message, "server_error", "", "internal_error");
        };
    }

    private static Words provider(Failure.OfProvider failure) {
        String param = failure.param().orElse("");
        String code = failure.code();
        return switch (failure.kind()) {
            case UNREACHABLE -> new Words(failure.message(), "server_error", param, "provider_unreachable");
            case TIMED_OUT -> new Words(failure.message(), "timeout_error", param, "timeout");
            case MALFORMED -> new Words(failure.message(), "server_error", param, "provider_malformed");
            case RATE_LIMITED -> new Words(failure.message(), "requests", param, or(code, "rate_limit_exceeded"));
            case QUOTA_SPENT -> new Words(failure.message(), "insufficient_quota", param, "insufficient_quota");
            case UNAVAILABLE -> new Words(failure.message(), "server_error", param, or(code, "provider_unavailable"));
            case CREDENTIALS_REFUSED ->
                new Words(
                        "The provider does not accept the gateway's credentials.",
                        "server_error",
                        "",
                        "provider_credentials");
            case MODEL_MISSING ->
                new Words(failure.message(), "invalid_request_error", param, or(code, "model_not_found"));
            case CONTEXT_OVERFLOW ->
                new Words(failure.message(), "invalid_request_error", param, "context_length_exceeded");
            case CONTENT_REFUSED ->
                new Words(failure.message(), "invalid_request_error", param, or(code, "content_filter"));
            case REFUSED -> new Words(failure.message(), typeOf(failure), param, code);
        };
    }

    /** The provider's own type, but for Google's canonical codes (INVALID_ARGUMENT), which are no types. */
    private static String typeOf(Failure.OfProvider failure) {
        boolean canonical = failure.type().chars().noneMatch(Character::isLowerCase);
        return canonical ? "invalid_request_error" : failure.type();
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        return ProviderErrors.decode(status, header, body, OpenAiErrorBody::said);
    }

    /** An error inside a 200: the chunk's or answer's {@code error} member, an object or a text. */
    static Failure.OfProvider inBand(JsonNode document) {
        return ProviderErrors.failure(
                OpenAiErrorBody.status(document),
                OpenAiErrorBody.said(document),
                Optional.empty(),
                Optional.of(JsonCodec.json(document)));
    }

    private static String or(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value.isEmpty()) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
