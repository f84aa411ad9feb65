package dev.eclusa.protocol.json;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.InvalidRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a request being read: what has the wrong type is the caller's fault and named by its path; what is null
 * counts as missing. A name in camel case is found in snake case too, as Google's interfaces take both.
 *
 * @param node the object
 * @param at path of the object, ending in a dot unless it is the request itself
 */
public record RequestFields(JsonNode node, String at) {
    private static final double LARGEST_EXACT = 9e15;
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        JsonNode value = value(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** The field's value, missing where it is not there. */
    public JsonNode value(String name) {
        return value(node, name);
    }

    /** The value of a field in either spelling. */
    public static JsonNode value(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() ? node.path(snake(name)) : value;
    }

    private static String snake(String name) {
        boolean capital = name.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        return capital ? CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT) : name;
    }

    /** A text; empty text included. */
    public Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!value(name).isString()) {
            throw wrong(name, "must be a string");
        }
        return Optional.of(value(name).asString());
    }

    /** A text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /** A truth value. */
    public Optional<Boolean> flag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!value(name).isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return Optional.of(value(name).asBoolean());
    }

    /** A number within bounds. */
    public OptionalDouble number(String name, double least, double most) {
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

    /** A whole number; one written as {@code 42.0} is whole too. */
    public OptionalLong whole(String name, long least) {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        OptionalLong whole = whole(value(name));
        if (whole.isEmpty() || whole.getAsLong() < least) {
            throw wrong(name, "must be a whole number of at least " + least);
        }
        return whole;
    }

    /** A whole number small enough to count with. */
    public OptionalInt count(String name, int least) {
        OptionalLong whole = whole(name, least);
        return whole.isPresent()
                ? OptionalInt.of((int) Math.min(whole.getAsLong(), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    /** A seed, kept as text since it may pass 2⁵³. */
    public Optional<String> seed(String name) {
        if (has(name) && !value(name).isIntegralNumber()) {
            throw wrong(name, "must be a whole number");
        }
        return has(name) ? Optional.of(value(name).asString("")) : Optional.empty();
    }

    /** One text or a list of them, none of them empty. */
    public List<String> texts(String name) {
        JsonNode value = value(name);
        if (!has(name) || value.isString()) {
            return text(name).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value) {
            texts.add(text.isString() ? text.asString() : "");
        }
        if (!value.isArray() || texts.contains("")) {
            throw wrong(name, "must be a string or a list of strings that are not empty");
        }
        return texts;
    }

    /** The objects of a list, each with its path; empty when the field is missing. */
    public List<RequestFields> objects(String name) {
        if (has(name) && !value(name).isArray()) {
            throw wrong(name, "must be a list");
        }
        List<RequestFields> objects = new ArrayList<>();
        for (JsonNode element : value(name)) {
            String path = at + name + "[" + objects.size() + "]";
            if (!element.isObject()) {
                throw InvalidRequest.of("The field '" + path + "' must be an object.", path);
            }
            objects.add(new RequestFields(element, path + "."));
        }
        return objects;
    }

    /** Fields that are not among the known ones and not null. */
    public Map<String, Json> others(Set<String> known) {
        Map<String, Json> others = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            boolean isKnown = known.contains(field.getKey())
                    || known.stream().anyMatch(name -> snake(name).equals(field.getKey()));
            if (!isKnown && !field.getValue().isNull()) {
                others.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        });
        return others;
    }

    /** What an object inside this one says beyond the known fields. */
    public ObjectNode rest(String name, Set<String> known) {
        ObjectNode rest = JsonCodec.object();
        if (value(name).isObject()) {
            JsonCodec.putAll(rest, nested(name).others(known));
        }
        return rest;
    }

    /** An object inside this one. */
    public RequestFields nested(String name) {
        if (!value(name).isObject()) {
            throw wrong(name, "must be an object");
        }
        return new RequestFields(value(name), at + name + ".");
    }

    /** An object inside this one, or one without fields. */
    public RequestFields nestedOrEmpty(String name) {
        return has(name) ? nested(name) : new RequestFields(JsonCodec.object(), at + name + ".");
    }

    /** The caller's fault in a field. */
    public InvalidRequest wrong(String name, String how) {
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
