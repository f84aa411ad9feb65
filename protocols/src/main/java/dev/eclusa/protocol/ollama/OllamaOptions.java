package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code options} object: how the answer is drawn, and how the model is run. */
final class OllamaOptions {
    /** Options the vocabulary has words for. */
    private static final Set<String> KNOWN = Set.of(
            "num_predict", "temperature", "top_p", "top_k", "stop", "seed", "presence_penalty", "frequency_penalty");

    private static final int UNTIL_CONTEXT_IS_FULL = -2;

    private OllamaOptions() {}

    /** Reads options, and the log probabilities asked for beside them. */
    static Sampling decode(JsonNode request) {
        JsonNode options = OllamaFields.object(request, "options", "options").orElseGet(JsonCodec::object);
        return new Sampling(
                limit(options),
                real(options, "temperature", 0, 2),
                real(options, "top_p", 0, 1),
                small(options, "top_k", "options.top_k"),
                stop(options.path("stop")),
                seed(options.path("seed")),
                real(options, "presence_penalty", -100, 100),
                real(options, "frequency_penalty", -100, 100),
                OptionalInt.empty(),
                OllamaFields.bool(request, "logprobs", "logprobs").orElse(false),
                small(request, "top_logprobs", "top_logprobs"));
    }

    /** The options that have no word in the vocabulary. */
    static ObjectNode unknown(JsonNode request) {
        ObjectNode rest = JsonCodec.object();
        JsonNode options = request.path("options");
        options.properties().forEach(option -> {
            boolean unlimited =
                    option.getKey().equals("num_predict") && limit(options).isEmpty();
            if (!option.getValue().isNull() && (!KNOWN.contains(option.getKey()) || unlimited)) {
                rest.set(option.getKey(), option.getValue());
            }
        });
        return rest;
    }

    /** Writes what the vocabulary says into options. */
    static void encode(Sampling sampling, ObjectNode options) {
        sampling.maxTokens().ifPresent(limit -> options.put("num_predict", limit));
        sampling.temperature().ifPresent(value -> options.put("temperature", value));
        sampling.topP().ifPresent(value -> options.put("top_p", value));
        sampling.topK().ifPresent(value -> options.put("top_k", value));
        sampling.seed().ifPresent(seed -> options.put("seed", new BigInteger(seed)));
        sampling.presencePenalty().ifPresent(value -> options.put("presence_penalty", value));
        sampling.frequencyPenalty().ifPresent(value -> options.put("frequency_penalty", value));
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(options.withArray("stop")::add);
        }
    }

    /** The limit; -1 and -2 mean none. */
    private static OptionalLong limit(JsonNode options) {
        Optional<Long> limit = OllamaFields.whole(
                options, "num_predict", "options.num_predict", UNTIL_CONTEXT_IS_FULL, Integer.MAX_VALUE);
        return limit.filter(tokens -> tokens >= 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static OptionalDouble real(JsonNode options, String name, double least, double most) {
        return OllamaFields.number(options, name, "options." + name, least, most)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private static OptionalInt small(JsonNode object, String name, String path) {
        return OllamaFields.whole(object, name, path, 0, Integer.MAX_VALUE)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static Optional<String> seed(JsonNode seed) {
        if (OllamaFields.absent(seed)) {
            return Optional.empty();
        }
        OllamaFields.require(seed.isIntegralNumber(), "options.seed", "must be a whole number");
        return Optional.of(seed.asString());
    }

    private static List<String> stop(JsonNode stop) {
        if (OllamaFields.absent(stop)) {
            return List.of();
        }
        if (stop.isString()) {
            return List.of(stop.asString());
        }
        OllamaFields.require(stop.isArray(), "options.stop", "must be a list of strings");
        List<String> texts = new ArrayList<>();
        for (JsonNode text : stop) {
            OllamaFields.require(text.isString(), "options.stop", "must be a list of strings");
            texts.add(text.asString());
        }
        return texts;
    }
}
