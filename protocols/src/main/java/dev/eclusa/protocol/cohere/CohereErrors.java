package dev.eclusa.protocol.cohere;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors as Cohere tells them: {@code {"id","message"}}, in some of its own with {@code error_type}. */
final class CohereErrors implements ErrorCodec {
    private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");
    private static final int BAD_GATEWAY = 502;
    private static final int INVALID_TOKEN = 498;

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        boolean spent = failure instanceof Failure.OfGateway gateway
                && gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED;
        ObjectNode body = JsonCodec.object().put("id", requestId).put("message", message(failure));
        return new EncodedError(
                isOurs(failure) ? BAD_GATEWAY : failure.status(), JsonCodec.bytes(body), spent ? NO_RETRY : Map.of());
    }

    /** A provider that refuses the gateway's own credentials is no fault of the caller's. */
    private static boolean isOurs(Failure failure) {
        return failure instanceof Failure.OfProvider provider
                && provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED;
    }

    static String message(Failure failure) {
        return isOurs(failure) ? "The provider does not accept the gateway's credentials." : failure.message();
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        int known = status == INVALID_TOKEN ? 401 : status;
        return ProviderErrors.decode(known, header, body, CohereErrors::said);
    }

    /** An error inside a 200: an answer whose {@code message} is words, or an end with the finish reason ERROR. */
    static Failure.OfProvider inBand(JsonNode document) {
        return ProviderErrors.failure(
                status(document), said(document), Optional.empty(), Optional.of(JsonCodec.json(document)));
    }

    private static int status(JsonNode document) {
        return switch (document.path("error_type").asString("")) {
            case "TOO_MANY_TOKENS" -> 400;
            case "TIMEOUT" -> 504;
            default -> 0;
        };
    }

    private static ProviderErrors.Said said(JsonNode document) {
        String type = document.path("error_type").asString("");
        String message = document.path("message").isString()
                ? document.path("message").asString()
                : document.path("error").asString("");
        return new ProviderErrors.Said(message, type, "", Optional.empty());
    }
}
