package dev.eclusa.protocol.contract;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Requests of Cohere's brought to one form, so that two that mean the same are equal. */
final class SameCohereRequest {
    private SameCohereRequest() {}

    /** A content of texts is one text; words beside calls are the plan; what is false or empty need not be said. */
    static Object of(JsonNode node, String name) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> {
                Object value = of(field.getValue(), field.getKey());
                if (!isNothing(field.getKey(), value)) {
                    fields.put(field.getKey(), value);
                }
            });
            if (fields.containsKey("tool_calls") && fields.get("content") instanceof String words) {
                fields.remove("content");
                fields.merge("tool_plan", words, (plan, more) -> plan);
            }
            return fields;
        }
        if (node.isArray()) {
            return name.equals("content") && node.valueStream().allMatch(SameCohereRequest::isText)
                    ? words(node)
                    : elements(node);
        }
        return name.equals("arguments")
                ? Meaning.plain(JsonCodec.tree(new dev.eclusa.core.Json(node.asString(""))))
                : Meaning.plain(node);
    }

    private static List<Object> elements(JsonNode node) {
        List<Object> elements = new ArrayList<>();
        node.forEach(element -> elements.add(of(element, "")));
        return elements;
    }

    private static boolean isText(JsonNode part) {
        return Set.of("text", "document").contains(part.path("type").asString(""));
    }

    private static Object words(JsonNode parts) {
        StringBuilder words = new StringBuilder();
        parts.forEach(part -> {
            JsonNode found = part.path("document").path("data");
            JsonNode data = found.size() == 1 && found.has("output") ? found.path("output") : found;
            words.append(part.path("text").asString(""));
            words.append(data.isString() ? data.asString() : data.isObject() ? JsonCodec.text(data) : "");
        });
        return Meaning.plain(JsonCodec.string(words.toString()));
    }

    private static boolean isNothing(String name, Object value) {
        return value.equals("null")
                || (name.equals("stream") && value.equals("false"))
                || (Set.of("content", "tool_plan").contains(name) && value.equals("\"\""))
                || (Set.of("tools", "content").contains(name) && value.equals(List.of()));
    }
}
