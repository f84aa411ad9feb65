package dev.eclusa.protocol.contract;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Requests of one dialect brought to one form, so that two that mean the same are equal. */
final class SameRequest {
    private static final Pattern SNAKE = Pattern.compile("_([a-z])");
    /** Objects whose fields are the caller's own words, not Google's. */
    private static final Set<String> FOREIGN = Set.of("args", "response", "properties");

    private SameRequest() {}

    static Object of(JsonNode request, String dialect) {
        return switch (dialect) {
            case "gemini" -> gemini(request, true);
            case "responses" -> SameResponsesRequest.of(request);
            case "anthropic" -> anthropic(request, "");
            case "cohere" -> SameCohereRequest.of(request, "");
            case "bedrock" -> bedrock(request, "");
            default -> Meaning.plain(JsonCodec.object());
        };
    }

    /** Camel case, small type names, lists where single things may stand, no empty things. */
    private static Object gemini(JsonNode node, boolean googles) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> {
                boolean wrapper = field.getKey().equals("output") && node.size() == 1;
                String name = googles ? camel(field.getKey()) : wrapper ? "result" : field.getKey();
                Object value = gemini(field.getValue(), googles && !FOREIGN.contains(name));
                if (name.equals("type") || name.equals("thinkingLevel")) {
                    value = value.toString().toLowerCase(Locale.ROOT);
                }
                if (Set.of("parts", "contents", "tools").contains(name)
                        && field.getValue().isObject()) {
                    value = List.of(value);
                }
                boolean text = name.equals("responseModalities");
                if (googles ? !text && !isDefault(name, value) && !isEmpty(value) : true) {
                    fields.put(name, value);
                }
            });
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(gemini(element, googles)));
            return elements;
        }
        return Meaning.plain(node);
    }

    private static boolean isDefault(String name, Object value) {
        return (name.equals("role") && value.equals("\"user\""))
                || name.equals("model")
                || (name.equals("responseMimeType") && value.equals("\"application/json\""))
                || name.equals("responseSchema")
                || name.equals("responseJsonSchema")
                || (name.equals("mode") && value.equals("\"AUTO\""));
    }

    private static boolean isEmpty(Object value) {
        return value.equals(Map.of())
                || value.equals(List.of())
                || value.equals("null")
                || value.equals(List.of(Map.of("text", "\"\"")));
    }

    private static String camel(String name) {
        return SNAKE.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    /** One plain text block is a text; what is false or null need not be said. */
    private static Object anthropic(JsonNode node, String name) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> {
                Object value = anthropic(field.getValue(), field.getKey());
                boolean unsaid = Set.of("stream", "is_error").contains(field.getKey()) && value.equals("false");
                if (!value.equals("null") && !unsaid && !isNothing(field.getKey(), value)) {
                    fields.put(field.getKey(), value);
                }
            });
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(anthropic(element, "")));
            boolean mayBeText = Set.of("content", "system").contains(name) && elements.size() == 1;
            return mayBeText ? plainText(elements.getFirst()) : elements;
        }
        return Meaning.plain(node);
    }

    /** What is empty need not be said, nor that a tool did what it should; a schema is the same however it is spaced. */
    private static Object bedrock(JsonNode node, String name) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> {
                Object value = bedrock(field.getValue(), field.getKey());
                boolean usual = field.getKey().equals("status") && value.equals("\"success\"");
                boolean empty = value.equals(Map.of()) || value.equals(List.of());
                boolean said =
                        Set.of("auto", "any", "input", "json", "properties").contains(field.getKey());
                if (!usual && (!empty || said)) {
                    fields.put(field.getKey(), value);
                }
            });
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(bedrock(element, "")));
            return elements;
        }
        return name.equals("schema") && node.isString()
                ? Meaning.plain(JsonCodec.tree(new Json(node.asString())))
                : Meaning.plain(node);
    }

    private static Object plainText(Object element) {
        if (element instanceof Map<?, ?> block && block.size() == 2 && "\"text\"".equals(block.get("type"))) {
            return Objects.requireNonNullElse(block.get("text"), "");
        }
        return List.of(element);
    }

    private static boolean isNothing(String name, Object value) {
        return Set.of("tools", "stop_sequences", "content", "system").contains(name)
                && (value.equals(List.of()) || value.equals("\"\""));
    }
}
