package dev.eclusa.protocol.embed;

import dev.eclusa.core.Json;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Purpose;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a request in OpenAI's form: a text, texts, tokens, or lists of tokens. */
final class OpenAiEmbedReader {
    private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "encoding_format");

    private OpenAiEmbedReader() {}

    static EmbedRequest read(byte[] body) {
        RequestFields fields = new RequestFields(JsonCodec.request(body), "");
        Map<String, Json> extras = fields.others(KNOWN);
        Optional<Purpose> purpose =
                fields.has("input_type") && fields.value("input_type").isString()
                        ? Purposes.ofInputType(fields.value("input_type").asString())
                        : Optional.empty();
        purpose.ifPresent(known -> extras.remove("input_type"));
        return new EmbedRequest(
                "openai",
                inputs(fields),
                new EmbedRequest.Wanted(fields.whole("dimensions", 1), base64(fields), purpose, Optional.empty()),
                extras);
    }

    private static boolean base64(RequestFields fields) {
        return switch (fields.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw fields.wrong("encoding_format", "must be float or base64");
        };
    }

    private static List<EmbedInput> inputs(RequestFields fields) {
        JsonNode input = fields.value("input");
        if (input.isString()) {
            return List.of(text(input, "input"));
        }
        if (!input.isArray() || input.isEmpty()) {
            throw fields.wrong(
                    "input", "must be a string, or a list of strings or of lists of tokens that is not empty");
        }
        if (input.path(0).isIntegralNumber()) {
            return List.of(tokens(input, "input"));
        }
        List<EmbedInput> inputs = new ArrayList<>();
        for (JsonNode one : input) {
            String path = "input[" + inputs.size() + "]";
            inputs.add(one.isArray() ? tokens(one, path) : text(one, path));
        }
        return inputs;
    }

    private static EmbedInput text(JsonNode node, String path) {
        if (!node.isString() || node.asString().isEmpty()) {
            throw InvalidRequest.of("The field '" + path + "' must be a string that is not empty.", path);
        }
        return new EmbedInput.Text(node.asString());
    }

    private static EmbedInput tokens(JsonNode node, String path) {
        boolean whole = !node.isEmpty();
        for (JsonNode token : node) {
            whole &= token.isIntegralNumber();
        }
        if (!whole) {
            throw InvalidRequest.of("The field '" + path + "' must be a list of tokens, whole numbers.", path);
        }
        return new EmbedInput.Tokens(JsonCodec.json(node));
    }
}
