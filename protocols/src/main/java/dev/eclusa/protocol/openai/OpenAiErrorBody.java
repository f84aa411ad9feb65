package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.ProviderErrors.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads error bodies in the envelopes seen from compatible providers. */
final class OpenAiErrorBody {
    private OpenAiErrorBody() {}

    static Said said(JsonNode document) {
        JsonNode first = first(document);
        JsonNode error = error(first);
        if (error.isString()) {
            String code = word(first, "code");
            return new Said(error.asString(), code, word(first, "error_type"), Optional.empty());
        }
        return new Said(
                message(error, first),
                word(error, "code"),
                word(error, "type"),
                OpenAiChoices.string(error.path("param")));
    }

    /** The status an error inside a 200 would have had; 0 when nothing tells. */
    static int status(JsonNode document) {
        JsonNode error = error(first(document));
        for (String name : List.of("code", "status_code", "status")) {
            int status = error.path(name).asInt(0);
            if (status >= 400 && status < 600) {
                return status;
            }
        }
        String words = word(error, "type") + " " + word(error, "code");
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        }
        boolean refused = words.contains("invalid_request")
                || words.contains("context_length_exceeded")
                || words.contains("content_filter");
        return refused ? 400 : 0;
    }

    private static JsonNode first(JsonNode document) {
        return document.isArray() ? document.path(0) : document;
    }

    /** The error itself: a member, Groq's inner one, the choice's, or the document. */
    private static JsonNode error(JsonNode document) {
        JsonNode inner = document.path("x_groq").path("error");
        JsonNode ofChoice = document.path("choices").path(0).path("error");
        for (JsonNode error : List.of(document.path("error"), inner, ofChoice)) {
            if (error.isObject() || error.isString()) {
                return error;
            }
        }
        return document;
    }

    private static String message(JsonNode error, JsonNode document) {
        return OpenAiChoices.string(error.path("message"))
                .or(() -> OpenAiChoices.string(error.path("detail")))
                .or(() -> OpenAiChoices.string(document.path("message")))
                .orElseGet(() -> details(error.path("detail")));
    }

    /** Validation failures, one for each field (Mistral, FastAPI servers). */
    private static String details(JsonNode details) {
        List<String> words = new ArrayList<>();
        details.forEach(detail -> OpenAiChoices.string(detail.path("msg")).ifPresent(words::add));
        return String.join("; ", words);
    }

    private static String word(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
