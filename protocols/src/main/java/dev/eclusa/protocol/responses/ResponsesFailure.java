package dev.eclusa.protocol.responses;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Failures inside a 200: a response that failed, or an event {@code error}. */
final class ResponsesFailure {
    private static final Set<String> LIMITS = Set.of("rate_limit_exceeded", "insufficient_quota");
    private static final Set<String> OURS =
            Set.of("server_error", "internal_error", "vector_store_timeout", "overloaded", "");

    private ResponsesFailure() {}

    /** The failure that an {@code error} object tells of. */
    static Failure.OfProvider read(JsonNode error) {
        String code = error.path("code").asString("");
        String type = error.path("type").asString("");
        String param = error.path("param").asString("");
        ProviderErrors.Said said = new ProviderErrors.Said(
                error.path("message").asString(""),
                code,
                type.equals("error") ? "" : type,
                param.isEmpty() ? Optional.empty() : Optional.of(param));
        return ProviderErrors.failure(status(code, type), said, Optional.empty(), Optional.of(JsonCodec.json(error)));
    }

    /** The error's object, wherever the event holds it. */
    static JsonNode error(JsonNode event) {
        JsonNode inner = event.path("response").path("error");
        return inner.isObject() ? inner : event.path("error").isObject() ? event.path("error") : event;
    }

    /** The status it would have had outside of a stream; 0 where the provider is at fault. */
    private static int status(String code, String type) {
        if (LIMITS.contains(code) || LIMITS.contains(type)) {
            return 429;
        }
        boolean refused = !OURS.contains(code) || type.equals("invalid_request_error");
        return refused && !type.equals("server_error") ? 400 : 0;
    }
}
