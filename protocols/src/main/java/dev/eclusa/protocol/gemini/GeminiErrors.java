package dev.eclusa.protocol.gemini;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors in Google's envelope: {@code {"error":{"code","message","status","details"}}}. */
final class GeminiErrors implements ErrorCodec {
    private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        boolean spent = failure instanceof Failure.OfGateway gateway
                && gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED;
        return new EncodedError(code(failure), JsonCodec.bytes(envelope(failure)), spent ? NO_RETRY : Map.of());
    }

    static ObjectNode envelope(Failure failure) {
        ObjectNode envelope = JsonCodec.object();
        ObjectNode error = envelope.putObject("error");
        error.put("code", code(failure));
        error.put("message", message(failure));
        error.put("status", status(failure));
        if (isBadKey(failure)) {
            badKey(error.putArray("details"));
        }
        retryAfter(failure)
                .ifPresent(pause -> error.withArrayProperty("details")
                        .addObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", Math.max(1, pause.toSeconds()) + "s"));
        return envelope;
    }

    /** Google says 400 to a bad key, with the reason among the details. */
    private static boolean isBadKey(Failure failure) {
        return failure instanceof Failure.OfCaller caller && caller.kind() == Failure.OfCaller.Kind.NOT_AUTHENTICATED;
    }

    private static void badKey(ArrayNode details) {
        ObjectNode info = details.addObject();
        info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        info.put("reason", "API_KEY_INVALID");
        info.put("domain", "googleapis.com");
        info.putObject("metadata").put("service", "generativelanguage.googleapis.com");
    }

    private static boolean isOurCredentials(Failure failure) {
        return failure instanceof Failure.OfProvider provider
                && provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED;
    }

    private static int code(Failure failure) {
        return isBadKey(failure) ? 400 : isOurCredentials(failure) ? 502 : failure.status();
    }

    private static String message(Failure failure) {
        return isOurCredentials(failure)
                ? "The provider does not accept the gateway's credentials."
                : failure.message();
    }

    private static Optional<Duration> retryAfter(Failure failure) {
        return switch (failure) {
            case Failure.OfCaller caller -> Optional.empty();
            case Failure.OfGateway gateway -> gateway.retryAfter();
            case Failure.OfProvider provider -> provider.retryAfter();
        };
    }

    /** The canonical code of an HTTP status (google.rpc.Code). */
    private static String status(Failure failure) {
        return switch (code(failure)) {
            case 400, 405, 413, 422 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 499 -> "CANCELLED";
            case 502, 503, 529 -> "UNAVAILABLE";
            default -> "INTERNAL";
        };
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        String delay = delay(body);
        UnaryOperator<String> headers = name -> {
            String said = header.apply(name);
            return name.equals("retry-after") && said.isEmpty() ? delay : said;
        };
        return ProviderErrors.decode(status, headers, body, GeminiErrors::said);
    }

    /** The rest asked for stands in the body: {@code RetryInfo.retryDelay}, such as {@code 48s} or {@code 1.5s}. */
    private static String delay(byte[] body) {
        JsonNode document;
        try {
            document = JsonCodec.answer(body, 0, body.length);
        } catch (MalformedAnswer noJson) {
            return "";
        }
        for (JsonNode detail : error(document).path("details")) {
            String delay = detail.path("retryDelay").asString("");
            if (delay.endsWith("s")) {
                return delay.substring(0, delay.length() - 1);
            }
        }
        return "";
    }

    /** Whether a document says what failed instead of answering. */
    static boolean failed(JsonNode document) {
        return error(document).isObject();
    }

    /** An error inside a 200. */
    static Failure.OfProvider inBand(JsonNode document) {
        int code = error(document).path("code").asInt(0);
        return ProviderErrors.failure(
                code >= 400 && code < 600 ? code : 500,
                said(document),
                Optional.empty(),
                Optional.of(JsonCodec.json(document)));
    }

    /** The error, which some routes wrap in a list. */
    private static JsonNode error(JsonNode document) {
        return (document.isArray() ? document.path(0) : document).path("error");
    }

    private static ProviderErrors.Said said(JsonNode document) {
        JsonNode error = error(document);
        String status = error.path("status").asString("");
        String reason = status;
        for (JsonNode detail : error.path("details")) {
            reason = detail.path("reason").asString(reason);
        }
        String message =
                error.isString() ? error.asString() : error.path("message").asString("");
        return new ProviderErrors.Said(message, reason, status, Optional.empty());
    }
}
