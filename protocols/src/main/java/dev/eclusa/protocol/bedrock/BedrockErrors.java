package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfProvider.Kind;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Errors as the service tells them: {@code {"message"}}, the type in the header {@code x-amzn-errortype}. */
final class BedrockErrors implements ErrorCodec {
    private static final String TYPE = "x-amzn-errortype";
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    /** Exceptions that a stream may hold (service model of ConverseStream's output). */
    private static final Set<String> STREAMED = Set.of(
            "InternalServerException",
            "ModelStreamErrorException",
            "ValidationException",
            "ThrottlingException",
            "ServiceUnavailableException");

    /** What AWS calls a key it does not accept, besides AccessDeniedException. */
    private static final Set<String> CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException",
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException");

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TYPE, type(failure));
        headers.put("x-amzn-requestid", requestId);
        return new EncodedError(status(failure), body(failure), headers);
    }

    static byte[] body(Failure failure) {
        return JsonCodec.bytes(JsonCodec.object().put("message", message(failure)));
    }

    /** The name of an exception that may stand in a stream. */
    static String streamed(Failure failure) {
        String type = type(failure);
        String allowed = STREAMED.contains(type)
                ? type
                : failure.status() < 500 ? "ValidationException" : "InternalServerException";
        return allowed.substring(0, 1).toLowerCase(Locale.ROOT) + allowed.substring(1);
    }

    /** Wrong keys are 403 and a spent budget 400, as the service has it; all else keeps its status. */
    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.OfCaller caller ->
                caller.kind() == Failure.OfCaller.Kind.NOT_AUTHENTICATED ? FORBIDDEN : caller.status();
            case Failure.OfGateway gateway ->
                gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED ? 400 : gateway.status();
            case Failure.OfProvider provider ->
                provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED ? 502 : provider.status();
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
            case NOT_AUTHENTICATED, FORBIDDEN -> "AccessDeniedException";
            case MODEL_NOT_FOUND, NOT_FOUND -> "ResourceNotFoundException";
            case TIMED_OUT -> "ModelTimeoutException";
            case INVALID_REQUEST, METHOD_NOT_ALLOWED, TOO_LARGE, GONE -> "ValidationException";
        };
    }

    private static String gatewayType(Failure.OfGateway.Kind kind) {
        return switch (kind) {
            case EXHAUSTED, OVERLOADED, STORE_UNAVAILABLE -> "ServiceUnavailableException";
            case ALL_RATE_LIMITED, RATE_LIMITED -> "ThrottlingException";
            case BUDGET_EXCEEDED -> "ServiceQuotaExceededException";
            case DEADLINE, CREDENTIALS_REFUSED, INTERNAL -> "InternalServerException";
        };
    }

    private static String providerType(Failure.OfProvider failure) {
        if (failure.type().endsWith("Exception") && failure.kind() != Failure.OfProvider.Kind.CREDENTIALS_REFUSED) {
            return failure.type();
        }
        return switch (failure.kind()) {
            case RATE_LIMITED, QUOTA_SPENT -> "ThrottlingException";
            case TIMED_OUT -> failure.status() == 408 ? "ModelTimeoutException" : "InternalServerException";
            case UNAVAILABLE -> failure.status() == 503 ? "ServiceUnavailableException" : "InternalServerException";
            case UNREACHABLE, MALFORMED, CREDENTIALS_REFUSED -> "InternalServerException";
            case MODEL_MISSING -> "ResourceNotFoundException";
            case CONTEXT_OVERFLOW, CONTENT_REFUSED, REFUSED -> "ValidationException";
        };
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        String said = header.apply(TYPE);
        return exactly(ProviderErrors.decode(status, header, body, document -> said(named(said, document), document)));
    }

    /** The type says more than the status: a model that failed is 424, one that is not there 400, like a spent quota. */
    private static Failure.OfProvider exactly(Failure.OfProvider failure) {
        Kind kind = switch (failure.type()) {
            case "ModelErrorException", "ModelStreamErrorException" -> Kind.UNAVAILABLE;
            case "ServiceQuotaExceededException" -> Kind.QUOTA_SPENT;
            case "ValidationException" -> invalid(failure);
            default -> CREDENTIALS.contains(failure.type()) ? Kind.CREDENTIALS_REFUSED : failure.kind();
        };
        return new Failure.OfProvider(
                kind,
                failure.providerStatus(),
                failure.message(),
                failure.code(),
                failure.type(),
                failure.param(),
                failure.retryAfter(),
                failure.body());
    }

    private static Kind invalid(Failure.OfProvider failure) {
        String words = failure.message().toLowerCase(Locale.ROOT);
        if (words.contains("model identifier is invalid") || words.contains("on-demand throughput")) {
            return Kind.MODEL_MISSING;
        }
        return words.contains("input is too long") ? Kind.CONTEXT_OVERFLOW : failure.kind();
    }

    /** The type's name without the URL behind it; in some answers it stands in the body. */
    private static String named(String header, JsonNode document) {
        String type = header.isEmpty() ? document.path("__type").asString("") : header;
        String bare = type.replaceFirst(":.*", "");
        return bare.substring(bare.indexOf('#') + 1);
    }

    private static ProviderErrors.Said said(String type, JsonNode document) {
        String message =
                document.path("message").asString(document.path("Message").asString(""));
        return new ProviderErrors.Said(message, type, type, Optional.empty());
    }

    /** An exception inside a 200. */
    static Failure.OfProvider inBand(String type, JsonNode document) {
        String name = type.isEmpty() ? type : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        return exactly(ProviderErrors.failure(
                statusOf(name), said(name, document), Optional.empty(), Optional.of(JsonCodec.json(document))));
    }

    /** The status each exception has outside a stream (service model, November 2026). */
    private static int statusOf(String type) {
        return switch (type) {
            case "ValidationException" -> 400;
            case "ThrottlingException" -> TOO_MANY;
            case "ModelStreamErrorException" -> 424;
            case "ServiceUnavailableException" -> 503;
            default -> 500;
        };
    }
}
