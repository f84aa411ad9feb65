package dev.eclusa.protocol.ollama;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.ProviderErrors;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Errors: {@code {"error":"words"}}, the same as an answer and as a line of a stream. */
final class OllamaErrors implements ErrorCodec {
    private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

    @Override
    public EncodedError encode(Failure failure, String requestId) {
        boolean spent = failure instanceof Failure.OfGateway gateway
                && gateway.kind() == Failure.OfGateway.Kind.BUDGET_EXCEEDED;
        int status = credentialsRefused(failure) ? 502 : failure.status();
        return new EncodedError(status, JsonCodec.bytes(envelope(failure)), spent ? NO_RETRY : Map.of());
    }

    /** The document that says what failed. */
    static ObjectNode envelope(Failure failure) {
        String words = credentialsRefused(failure)
                ? "The provider does not accept the gateway's credentials."
                : failure.message();
        return JsonCodec.object().put("error", words);
    }

    @Override
    public Failure.OfProvider decode(int status, UnaryOperator<String> header, byte[] body) {
        return ProviderErrors.decode(status, header, body, OllamaErrors::said);
    }

    /** Whether a document says what failed instead of answering. */
    static boolean failed(JsonNode document) {
        JsonNode error = document.path("error");
        return error.isObject() || (error.isString() && !error.asString().isEmpty());
    }

    /** An error inside a 200. */
    static Failure.OfProvider inBand(JsonNode document) {
        ProviderErrors.Said said = said(document);
        int status = said.code().equals("context_length_exceeded") ? 400 : 0;
        return ProviderErrors.failure(status, said, Optional.empty(), Optional.of(JsonCodec.json(document)));
    }

    private static boolean credentialsRefused(Failure failure) {
        return failure instanceof Failure.OfProvider provider
                && provider.kind() == Failure.OfProvider.Kind.CREDENTIALS_REFUSED;
    }

    /** The words: Ollama's plain ones, or those of what stands before it. */
    private static ProviderErrors.Said said(JsonNode document) {
        JsonNode error = document.path("error");
        String words =
                error.isString() ? error.asString() : error.path("message").asString("");
        String message = words.isEmpty() ? document.path("message").asString("") : words;
        boolean tooLong = message.toLowerCase(Locale.ROOT).contains("context length");
        String code = tooLong ? "context_length_exceeded" : error.path("code").asString("");
        return new ProviderErrors.Said(message, code, error.path("type").asString(""), Optional.empty());
    }
}
