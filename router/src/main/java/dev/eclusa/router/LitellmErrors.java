package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Errors with the statuses and types that LiteLLM's clients know (recorded, 1.106.2), in place of OpenAI's; where the gateway
 * speaks another dialect, that dialect's. A spent budget stays 429, what a provider says of our credentials 502.
 */
final class LitellmErrors implements ErrorCodec {
    private static final Set<String> OPENAI = Set.of("openai", "responses");

    private final ErrorCodec usual;
    private final boolean isOpenAi;

    LitellmErrors(Dialect dialect) {
        this.usual = dialect.errors();
        this.isOpenAi = OPENAI.contains(dialect.name());
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        return usual.decode(status, header, body);
    }

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        Failure told = withoutUnknownModels(failure);
        EncodedError encoded = usual.encode(told, requestId);
        if (!isOpenAi) {
            return encoded;
        }
        Word word = word(told, encoded.status());
        return new EncodedError(word.status(), rewritten(encoded.body(), word, told), encoded.headers());
    }

    /** LiteLLM has no 404 for models that are called. */
    private static Failure withoutUnknownModels(Failure failure) {
        return failure instanceof Failure.OfCaller caller
                        && caller.kind() == Failure.OfCaller.Kind.MODEL_NOT_FOUND
                        && caller.param().isPresent()
                ? Failure.OfCaller.of(Failure.OfCaller.Kind.INVALID_REQUEST, caller.message())
                : failure;
    }

    /** Status and type; the code is the status as a text, where none is said. */
    private record Word(int status, String type, String code) {
        Word(int status, String type) {
            this(status, type, Integer.toString(status));
        }
    }

    private static byte[] rewritten(byte[] body, Word word, Failure failure) {
        ObjectNode envelope = (ObjectNode) JsonCodec.answer(body, 0, body.length);
        if (envelope.path("error") instanceof ObjectNode error) {
            error.put("type", word.type()).put("code", word.code());
            if (isAboutTheRoute(failure)) {
                envelope.set("detail", error.path("message"));
            }
        }
        return JsonCodec.bytes(envelope);
    }

    /** FastAPI's form, which LiteLLM's clients read of routes; ours stands beside it. */
    private static boolean isAboutTheRoute(Failure failure) {
        return failure instanceof Failure.OfCaller caller
                && (caller.kind() == Failure.OfCaller.Kind.METHOD_NOT_ALLOWED
                        || caller.kind() == Failure.OfCaller.Kind.NOT_FOUND
                        || caller.kind() == Failure.OfCaller.Kind.FORBIDDEN);
    }

    private static Word word(Failure failure, int status) {
        return switch (failure) {
            case Failure.OfCaller caller -> ofCaller(caller, status);
            case Failure.OfGateway gateway -> ofGateway(gateway, status);
            case Failure.OfProvider provider -> ofProvider(provider, status);
        };
    }

    private static Word ofCaller(Failure.OfCaller caller, int status) {
        return switch (caller.reason()) {
            case KEY_MISSING, KEY_BLOCKED, ROLE, FROZEN -> new Word(401, "auth_error");
            case KEY_UNKNOWN -> new Word(401, "token_not_found_in_db");
            case KEY_EXPIRED -> new Word(401, "expired_key");
            case MODEL_OF_KEY -> new Word(status, "key_model_access_denied");
            case MODEL_OF_USER -> new Word(status, "user_model_access_denied");
            case MODEL_OF_TEAM -> new Word(status, "team_model_access_denied");
            case MODEL_OF_PROJECT -> new Word(status, "project_model_access_denied");
            case MODEL_OF_ORGANIZATION -> new Word(status, "org_model_access_denied");
            case NONE -> new Word(status, status == 401 ? "auth_error" : "invalid_request_error");
        };
    }

    private static Word ofGateway(Failure.OfGateway gateway, int status) {
        return switch (gateway.kind()) {
            case DEADLINE -> new Word(408, "invalid_request_error");
            case BUDGET_EXCEEDED -> new Word(status, "budget_exceeded", "insufficient_quota");
            case RATE_LIMITED, ALL_RATE_LIMITED -> new Word(429, "throttling_error");
            case EXHAUSTED -> new Word(429, "all_deployments_in_cooldown");
            case OVERLOADED, CREDENTIALS_REFUSED, STORE_UNAVAILABLE, INTERNAL ->
                new Word(status, "internal_server_error");
        };
    }

    private static Word ofProvider(Failure.OfProvider provider, int status) {
        boolean silent = provider.providerStatus() < 400;
        return switch (provider.kind()) {
            case UNREACHABLE, MALFORMED -> new Word(silent ? 500 : status, "internal_server_error");
            case TIMED_OUT -> new Word(silent ? 408 : status, "invalid_request_error");
            case RATE_LIMITED -> new Word(status, "throttling_error");
            case UNAVAILABLE, CREDENTIALS_REFUSED -> new Word(status, "internal_server_error");
            case QUOTA_SPENT -> new Word(status, "throttling_error", "insufficient_quota");
            case MODEL_MISSING, CONTEXT_OVERFLOW, CONTENT_REFUSED, REFUSED -> new Word(status, "invalid_request_error");
        };
    }
}
