package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An object of a request being read: what has the wrong type is the caller's fault and named by its path; what is null
 * counts as missing.
 *
 * @param at path of the object, ending in a dot unless it is the request itself
 */
record OpenAiFields(JsonNode node, String at) {
    private static final double LARGEST_EXACT = 9e15;

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonNode value(String name) {
        return node.path(name);
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!value(name).isString()) {
            throw wrong(name, "must be a string");
        }
        return Optional.of(value(name).asString());
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    Optional<Boolean> flag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!value(name).isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return Optional.of(value(name).asBoolean());
    }

    OptionalDouble number(String name, double least, double most) {
        if (!has(name)) {
            return OptionalDouble.empty();
        }
        double number = value(name).isNumber() ? value(name).asDouble(Double.NaN) : Double.NaN;
        if (Double.isNaN(number)) {
            throw wrong(name, "must be a number");
        }
        if (number < least || number > most) {
            throw wrong(name, "must be between " + (long) least + " and " + (long) most);
        }
        return OptionalDouble.of(number);
    }

    OptionalLong whole(String name, long least) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        OptionalLong whole = whole(value(name));
        if (whole.isEmpty() || whole.getAsLong() < least) {
            throw wrong(name, "must be a whole number of at least " + least);
        }
        return whole;
    }

    OptionalInt count(String name, int least) {
        OptionalLong whole = whole(name, least);
        return whole.isPresent()
                ? OptionalInt.of((int) Math.min(whole.getAsLong(), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    /** Fields that are not among the known ones and not null. */
    Map<String, Json> others(Set<String> known) {
        Map<String, Json> others = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                others.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        });
        return others;
    }

    /** An object inside this one. */
    OpenAiFields nested(String name) {
        if (!value(name).isObject()) {
            throw wrong(name, "must be an object");
        }
        return new OpenAiFields(value(name), at + name + ".");
    }

    InvalidRequest wrong(String name, String how) {
        return InvalidRequest.of("The field '" + at + name + "' " + how + ".", at + name);
    }

    private static OptionalLong whole(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.asLong(0));
        }
        double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
        return number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT
                ? OptionalLong.of((long) number)
                : OptionalLong.empty();
    }
}
