package dev.eclusa.protocol.gemini;

import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code generationConfig}. */
final class GeminiConfig {
    private static final Set<String> KNOWN = Set.of(
            "maxOutputTokens",
            "temperature",
            "topP",
            "topK",
            "stopSequences",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "candidateCount",
            "responseLogprobs",
            "logprobs",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "thinkingConfig");

    private static final int DYNAMIC = -1;

    private GeminiConfig() {}

    static Sampling sampling(RequestFields config) {
        OptionalLong topK = config.whole("topK", 0);
        return new Sampling(
                config.whole("maxOutputTokens", 0),
                config.number("temperature", 0, 2),
                config.number("topP", 0, 1),
                topK.isPresent()
                        ? OptionalInt.of((int) Math.min(topK.getAsLong(), Integer.MAX_VALUE))
                        : OptionalInt.empty(),
                config.texts("stopSequences"),
                config.seed("seed"),
                config.number("presencePenalty", -2, 2),
                config.number("frequencyPenalty", -2, 2),
                config.count("candidateCount", 1),
                config.flag("responseLogprobs").orElse(false),
                config.count("logprobs", 0));
    }

    /** A schema; JSON without one; or text. */
    static Optional<ResponseFormat> format(RequestFields config) {
        Optional<String> type = config.text("responseMimeType");
        JsonNode schema = config.value("responseJsonSchema");
        JsonNode said = schema.isObject() ? schema : config.value("responseSchema");
        if (said.isObject()) {
            return Optional.of(new ResponseFormat.JsonSchema(
                    "response", Optional.empty(), JsonCodec.json(GeminiSchemas.toJsonSchema(said)), Optional.empty()));
        }
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return switch (type.get()) {
            case "application/json" -> Optional.of(new ResponseFormat.JsonObject());
            case "text/plain" -> Optional.of(new ResponseFormat.Text());
            default -> Optional.empty();
        };
    }

    static Optional<Reasoning> reasoning(RequestFields config) {
        if (!config.has("thinkingConfig")) {
            return Optional.empty();
        }
        RequestFields thinking = config.nested("thinkingConfig");
        OptionalLong budget = thinking.whole("thinkingBudget", DYNAMIC);
        return Optional.of(new Reasoning(
                budget.orElse(DYNAMIC) != 0,
                thinking.text("thinkingLevel").map(level -> level.toLowerCase(Locale.ROOT)),
                budget,
                thinking.flag("includeThoughts")));
    }

    /** What the vocabulary has no word for; text as the only kind of answer is what all others give anyway. */
    static ObjectNode unknown(RequestFields config) {
        ObjectNode rest = JsonCodec.object();
        JsonCodec.putAll(rest, config.others(KNOWN));
        for (String name : new String[] {"responseModalities", "response_modalities"}) {
            JsonNode modalities = rest.path(name);
            if (modalities.size() == 1 && modalities.path(0).asString("").equalsIgnoreCase("text")) {
                rest.remove(name);
            }
        }
        Optional<String> type = config.text("responseMimeType");
        if (type.isPresent() && format(config).isEmpty()) {
            rest.put("responseMimeType", type.get());
        }
        return rest;
    }
}
