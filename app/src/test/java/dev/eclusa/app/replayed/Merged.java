package dev.eclusa.app.replayed;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that has every field that any of several has, whichever comes first in it. */
final class Merged {
    private Merged() {}

    /** What the entries of a list have together: rows may come in another order than they were recorded in. */
    static JsonNode all(JsonNode list) {
        return list.valueStream().reduce(Merged::of).orElse(list);
    }

    static JsonNode of(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode object && other instanceof ObjectNode more) {
            return ofObjects(object, more);
        }
        if (one instanceof ArrayNode list && other instanceof ArrayNode more && !list.isEmpty() && !more.isEmpty()) {
            ArrayNode all = list.deepCopy();
            all.set(0, of(list.path(0), more.path(0)));
            return all;
        }
        return one.isNull() || (one.isEmpty() && other.isContainer()) ? other : one;
    }

    private static JsonNode ofObjects(ObjectNode one, ObjectNode other) {
        ObjectNode all = one.deepCopy();
        other.propertyStream()
                .forEach(field -> all.set(
                        field.getKey(),
                        all.has(field.getKey()) ? of(all.path(field.getKey()), field.getValue()) : field.getValue()));
        return all;
    }
}
