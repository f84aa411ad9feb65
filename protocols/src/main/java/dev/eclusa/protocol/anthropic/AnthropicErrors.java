package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors in Anthropic's envelope: {@code {"type":"error","error":{"type","message"},"request_id"}}. */
final class AnthropicErrors implements ErrorCodec {
    private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");
    private static final int OVERLOADED = 529;

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        boolean spent = failure instanceof Failure.OfGateway gateway
                && gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED;
        ObjectNode envelope = envelope(failure);
        envelope.put("request_id", requestId);
        return new EncodedError(status(failure), JsonCodec.bytes(envelope), spent ? NO_RETRY : Map.of());
    }

    static ObjectNode envelope(Failure failure) {
        ObjectNode envelope = JsonCodec.object().put("type", "error");
        envelope.putObject("error").put("type", type(failure)).put("message", message(failure));
        return envelope;
    }

    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.OfGateway gateway ->
                gateway.kind() == Failure.OfGateway.Kind.EXHAUSTED ? OVERLOADED : gateway.status();
            case Failure.OfProvider provider ->
                provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED ? 502 : provider.status();
            case Failure.OfCaller caller -> caller.status();
        };
    }

    private static String message(Failure failure) {
        boolean ours = failure instanceof Failure.OfProvider provider
                && provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED;
        return ours ? "The provider does not accept the gateway's credentials." : failure.message();
    }

    private static String type(Failure failure) {
        return switch (failure) {
            case Failure.OfCaller caller -> callerType(caller.kind());
            case Failure.OfGateway gateway -> gatewayType(gateway.kind());
            case Failure.OfProvider provider -> providerType(provider);
        };
    }

    private static String callerType(Failure.OfCaller.Kind kind) {
        return switch (kind) {
            case NOT_AUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case MODEL_NOT_FOUND, NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case TIMED_OUT -> "timeout_error";
            case INVALID_REQUEST, METHOD_NOT_ALLOWED, GONE -> "invalid_request_error";
        };
    }

    private static String gatewayType(Failure.OfGateway.Kind kind) {
        return switch (kind) {
            case EXHAUSTED, OVERLOADED -> "overloaded_error";
            case ALL_RATE_LIMITED, RATE_LIMITED, BUDGET_EXCEEDED -> "rate_limit_error";
            case DEADLINE -> "timeout_error";
            case CREDENTIALS_REFUSED, STORE_UNAVAILABLE, INTERNAL -> "api_error";
        };
    }

    private static String providerType(Failure.OfProvider failure) {
        return switch (failure.kind()) {
            case TIMED_OUT -> "timeout_error";
            case RATE_LIMITED, QUOTA_SPENT -> "rate_limit_error";
            case UNAVAILABLE -> failure.status() == OVERLOADED ? "overloaded_error" : "api_error";
            case UNREACHABLE, MALFORMED, CREDENTIALS_REFUSED -> "api_error";
            case MODEL_MISSING -> "not_found_error";
            case CONTEXT_OVERFLOW, CONTENT_REFUSED, REFUSED ->
                failure.status() == 413 ? "request_too_large" : "invalid_request_error";
        };
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        return ProviderErrors.decode(status, header, body, AnthropicErrors::said);
    }

    /** An error inside a 200. */
    static Failure.OfProvider inBand(JsonNode document) {
        return ProviderErrors.failure(
                statusOf(document.path("error").path("type").asString("")),
                said(document),
                Optional.empty(),
                Optional.of(JsonCodec.json(document)));
    }

    private static ProviderErrors.Said said(JsonNode document) {
        JsonNode error = document.path("error");
        String type = error.path("type").asString("");
        String message =
                error.isString() ? error.asString() : error.path("message").asString("");
        return new ProviderErrors.Said(message, type, type, Optional.empty());
    }

    /** The status each type has outside a stream (Anthropic's documentation of errors, read 2026-08). */
    private static int statusOf(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> OVERLOADED;
            default -> 500;
        };
    }
}
