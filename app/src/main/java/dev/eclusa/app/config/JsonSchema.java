package dev.eclusa.app.config;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table of keys as a JSON Schema (draft 2020-12), for editors. */
final class JsonSchema {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String VARIABLE = "^\\$\\{.*}$";

    private JsonSchema() {}

    /** The schema of the whole file. */
    static String written() {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Eclusa configuration");
        schema.setAll(of(KeyTable.ROOT));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private static ObjectNode of(Kind kind) {
        ObjectNode node = MAPPER.createObjectNode();
        return switch (kind) {
            case Kind.Text text -> types(node, "string", "number", "boolean", "null");
            case Kind.Flag flag -> orVariable(types(node, "boolean"));
            case Kind.Whole whole ->
                orVariable(types(node, "integer").put("minimum", whole.least()).put("maximum", whole.most()));
            case Kind.Decimal decimal -> orVariable(types(node, "number").put("minimum", 0));
            case Kind.Span span -> orVariable(types(node, "string").put("pattern", "^" + Written.SPAN + "$"));
            case Kind.Choice choice -> orVariable(choice(node, choice));
            case Kind.ListOf list -> types(node, "array", "null").set("items", of(list.element()));
            case Kind.MapOf map -> types(node, "object", "null").set("additionalProperties", of(map.value()));
            case Kind.Group group -> group(node, group);
            case Kind.Anything anything -> node;
        };
    }

    private static ObjectNode types(ObjectNode node, String... names) {
        if (names.length == 1) {
            return node.put("type", names[0]);
        }
        ArrayNode types = node.putArray("type");
        for (String name : names) {
            types.add(name);
        }
        return node;
    }

    private static ObjectNode choice(ObjectNode node, Kind.Choice choice) {
        ArrayNode words = node.putArray("enum");
        choice.words().forEach(words::add);
        return node;
    }

    private static ObjectNode orVariable(ObjectNode plain) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode either = node.putArray("anyOf");
        either.add(plain);
        either.add(MAPPER.createObjectNode().put("type", "string").put("pattern", VARIABLE));
        either.add(MAPPER.createObjectNode().put("type", "null"));
        return node;
    }

    private static ObjectNode group(ObjectNode node, Kind.Group group) {
        types(node, "object", "null");
        ObjectNode properties = node.putObject("properties");
        for (Key key : group.keys()) {
            ObjectNode inner = of(key.kind());
            inner.put("description", key.meaning() + (key.later() ? " Not in effect in this version." : ""));
            if (!key.fallback().isEmpty()) {
                inner.put("default", key.fallback());
            }
            properties.set(key.name(), inner);
        }
        return node.put("additionalProperties", false);
    }
}
