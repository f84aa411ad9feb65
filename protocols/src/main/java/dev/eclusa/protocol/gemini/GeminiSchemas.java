package dev.eclusa.protocol.gemini;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas between JSON Schema and the part of OpenAPI 3.0 that Gemini's {@code parameters} takes (Google's reference of
 * {@code Schema}, read 2026-08): other keywords are refused there with 400.
 */
final class GeminiSchemas {
    private static final Set<String> KEPT = Set.of(
            "format",
            "title",
            "description",
            "nullable",
            "minItems",
            "maxItems",
            "required",
            "propertyOrdering",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minProperties",
            "maxProperties",
            "pattern",
            "default",
            "example");

    private static final int DEEPEST = 64;

    private final JsonNode root;

    private GeminiSchemas(JsonNode root) {
        this.root = root;
    }

    /** A JSON Schema as Gemini takes it: references in place, unions as {@code anyOf}, the rest left out. */
    static JsonNode toGemini(JsonNode schema) {
        return new GeminiSchemas(schema).reduced(schema, Set.of(), 0);
    }

    /** A schema of Gemini's as JSON Schema: type names in small letters. */
    static JsonNode toJsonSchema(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            ObjectNode plain = JsonCodec.object();
            object.properties().forEach(field -> plain.set(field.getKey(), plain(field)));
            return plain;
        }
        return schema;
    }

    private static JsonNode plain(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        return switch (field.getKey()) {
            case "type" -> value.isString() ? JsonCodec.string(value.asString().toLowerCase(Locale.ROOT)) : value;
            case "properties", "$defs", "definitions" -> each(value);
            case "items", "additionalProperties" -> toJsonSchema(value);
            case "anyOf", "any_of", "oneOf", "allOf" -> {
                ArrayNode list = JsonCodec.array();
                value.forEach(element -> list.add(toJsonSchema(element)));
                yield list;
            }
            default -> value;
        };
    }

    private static JsonNode each(JsonNode properties) {
        ObjectNode plain = JsonCodec.object();
        properties.properties().forEach(property -> plain.set(property.getKey(), toJsonSchema(property.getValue())));
        return plain;
    }

    private ObjectNode reduced(JsonNode schema, Set<String> within, int depth) {
        ObjectNode out = JsonCodec.object();
        if (depth > DEEPEST) {
            return out;
        }
        if (schema.has("$ref")) {
            reference(schema, within, depth, out);
        }
        schema.path("allOf").forEach(member -> merge(out, reduced(member, within, depth + 1)));
        schema.properties().forEach(field -> {
            if (KEPT.contains(field.getKey())) {
                out.set(field.getKey(), field.getValue());
            }
        });
        type(schema.path("type"), out);
        members(schema, within, depth, out);
        return out;
    }

    private void members(JsonNode schema, Set<String> within, int depth, ObjectNode out) {
        if (schema.path("properties").isObject()) {
            ObjectNode properties = out.withObjectProperty("properties");
            schema.path("properties")
                    .properties()
                    .forEach(property ->
                            properties.set(property.getKey(), reduced(property.getValue(), within, depth + 1)));
        }
        if (schema.path("items").isObject()) {
            out.set("items", reduced(schema.path("items"), within, depth + 1));
        }
        choices(schema.path("anyOf"), within, depth, out);
        choices(schema.path("oneOf"), within, depth, out);
        if (schema.path("enum").isArray()) {
            words(schema.path("enum"), out);
        } else if (schema.has("const")) {
            words(JsonCodec.array().add(schema.path("const")), out);
        }
    }

    /** A definition put in its place; one that contains itself ends there. */
    private void reference(JsonNode schema, Set<String> within, int depth, ObjectNode out) {
        String name = schema.path("$ref").asString("");
        JsonNode target = name.startsWith("#/") ? root.at(name.substring(1)) : JsonCodec.object();
        if (within.contains(name)) {
            out.put("type", "object");
            return;
        }
        Set<String> inside = new HashSet<>(within);
        inside.add(name);
        merge(out, reduced(target, inside, depth + 1));
    }

    private static void merge(ObjectNode into, ObjectNode more) {
        more.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode object && into.path(field.getKey()) instanceof ObjectNode own) {
                own.setAll(object);
            } else if (field.getValue() instanceof ArrayNode array
                    && into.path(field.getKey()) instanceof ArrayNode own) {
                own.addAll(array);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    /** One type; null beside it makes it nullable, others beside it a choice. */
    private static void type(JsonNode type, ObjectNode out) {
        if (type.isString()) {
            out.set("type", type);
            return;
        }
        ArrayNode others = JsonCodec.array();
        type.forEach(one -> {
            if (one.asString("").equals("null")) {
                out.put("nullable", true);
            } else {
                others.addObject().set("type", one);
            }
        });
        if (others.size() == 1) {
            out.set("type", others.path(0).path("type"));
        } else if (!others.isEmpty()) {
            out.set("anyOf", others);
        }
    }

    private void choices(JsonNode members, Set<String> within, int depth, ObjectNode out) {
        ArrayNode choices = JsonCodec.array();
        for (JsonNode member : members) {
            if (member.path("type").asString("").equals("null")) {
                out.put("nullable", true);
            } else {
                choices.add(reduced(member, within, depth + 1));
            }
        }
        if (choices.size() == 1 && choices.path(0) instanceof ObjectNode only) {
            merge(out, only);
        } else if (!choices.isEmpty()) {
            out.set("anyOf", choices);
        }
    }

    /** Choices of words; Gemini's are strings only. */
    private static void words(JsonNode values, ObjectNode out) {
        ArrayNode words = JsonCodec.array();
        values.forEach(value -> {
            if (value.isNull()) {
                out.put("nullable", true);
            } else if (value.isString()) {
                words.add(value);
            }
        });
        if (!words.isEmpty()) {
            if (!out.has("type")) {
                out.put("type", "string");
            }
            out.set("enum", words);
        }
    }
}
