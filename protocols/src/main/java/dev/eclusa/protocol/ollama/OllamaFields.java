package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Fields of a client's request, read with their type checked; null is as good as absent. */
final class OllamaFields {
    private OllamaFields() {}

    /** A text, empty text included. */
    static Optional<String> string(JsonNode object, String name, String path) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        require(value.isString(), path, "must be a string");
        return Optional.of(value.asString());
    }

    /** A truth value. */
    static Optional<Boolean> bool(JsonNode object, String name, String path) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        require(value.isBoolean(), path, "must be true or false");
        return Optional.of(value.booleanValue());
    }

    /** A number within bounds. */
    static Optional<Double> number(JsonNode object, String name, String path, double least, double most) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        require(value.isNumber(), path, "must be a number");
        double number = value.decimalValue().doubleValue();
        require(number >= least && number <= most, path, "is out of range");
        return Optional.of(number);
    }

    /** A whole number within bounds; one written as {@code 42.0} is whole too. */
    static Optional<Long> whole(JsonNode object, String name, String path, long least, long most) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        require(value.isNumber(), path, "must be a whole number");
        BigDecimal number = value.decimalValue();
        require(
                number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0,
                path,
                "is out of range");
        require(number.subtract(BigDecimal.valueOf(number.longValue())).signum() == 0, path, "must be a whole number");
        return Optional.of(number.longValue());
    }

    /** The elements of a list. */
    static List<JsonNode> list(JsonNode object, String name, String path) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return List.of();
        }
        require(value.isArray(), path, "must be a list");
        return value.valueStream().toList();
    }

    /** An object, or nothing. */
    static Optional<JsonNode> object(JsonNode object, String name, String path) {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        require(value.isObject(), path, "must be an object");
        return Optional.of(value);
    }

    /** The name of the model, which must be there. */
    static String model(JsonNode request) {
        String model = string(request, "model", "model").orElse("");
        require(!model.isEmpty(), "model", "is required");
        return model;
    }

    /** The unknown fields that say something: null, empty texts and empty lists say nothing. */
    static Map<String, Json> extras(JsonNode object, Set<String> known) {
        Map<String, Json> extras = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!known.contains(field.getKey()) && !saysNothing(field.getValue())) {
                extras.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        });
        return extras;
    }

    /** Refuses the request where the condition does not hold. */
    static void require(boolean condition, String path, String words) {
        if (!condition) {
            throw InvalidRequest.of("'" + path + "' " + words + ".", path);
        }
    }

    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean saysNothing(JsonNode value) {
        return value.isNull()
                || (value.isString() && value.asString().isEmpty())
                || (value.isContainer() && value.isEmpty());
    }
}
