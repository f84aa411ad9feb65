package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests brought to one form, so that two that mean the same are equal. */
final class SameMeaning {
    private SameMeaning() {}

    static JsonNode of(JsonNode request) {
        JsonNode plain = plain(request);
        if (plain instanceof ObjectNode body) {
            top(body);
            body.path("messages").forEach(message -> message((ObjectNode) message));
            body.path("tools").forEach(tool -> ((ObjectNode) tool).put("type", "function"));
        }
        return plain;
    }

    /** Without nulls, fields in order, numbers by their value. */
    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), plain(field.getValue())));
            sorted.values().removeIf(JsonNode::isNull);
            return JsonCodec.object().setAll(sorted);
        }
        if (node.isArray()) {
            ArrayNode array = JsonCodec.array();
            node.forEach(element -> array.add(plain(element)));
            return array;
        }
        return node.isNumber() ? JsonNodeFactory.instance.numberNode(value(node)) : node;
    }

    private static BigDecimal value(JsonNode number) {
        BigDecimal value = number.decimalValue().stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static void top(ObjectNode body) {
        if (body.path("stop").isString()) {
            body.set("stop", JsonCodec.array().add(body.path("stop").asString()));
        }
        if (body.path("tool_choice").asString("").equals("any")) {
            body.put("tool_choice", "required");
        }
        if (body.has("max_completion_tokens")) {
            body.set("max_tokens", body.remove("max_completion_tokens"));
        }
        if (body.path("stream_options") instanceof ObjectNode options) {
            options.remove("include_usage");
            if (options.isEmpty()) {
                body.remove("stream_options");
            }
        }
        body.properties()
                .removeIf(field -> List.of("stream", "logprobs").contains(field.getKey())
                        && !field.getValue().asBoolean(true));
        body.properties()
                .removeIf(
                        field -> field.getValue().isArray() && field.getValue().isEmpty());
        if (body.path("response_format").path("json_schema") instanceof ObjectNode schema && !schema.has("name")) {
            schema.put("name", "response");
        }
    }

    private static void message(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content.isArray()) {
            StringBuilder thinking = new StringBuilder();
            ArrayNode rest = JsonCodec.array();
            content.forEach(part -> {
                if (part.path("type").asString().equals("thinking")) {
                    OpenAiThinking.words(part.path("thinking"), thinking);
                } else {
                    rest.add(part(part));
                }
            });
            if (!thinking.isEmpty()) {
                message.put("reasoning_content", thinking.toString());
            }
            boolean text =
                    rest.size() == 1 && rest.path(0).size() == 2 && rest.path(0).has("text");
            message.set("content", text ? rest.path(0).path("text") : rest);
        }
        if (content.isEmpty() && content.asString("").isEmpty()) {
            message.remove("content");
        }
        if (message.path("reasoning").isString()) {
            message.set("reasoning_content", message.remove("reasoning"));
        }
        String thinking = message.path("reasoning_content").asString("");
        String detailed = message.path("reasoning_details").path(0).path("text").asString("");
        if (thinking.isEmpty() || thinking.equals(detailed)) {
            message.remove("reasoning_content");
        }
        message.properties()
                .removeIf(
                        field -> field.getValue().isArray() && field.getValue().isEmpty());
    }

    private static JsonNode part(JsonNode part) {
        if (part instanceof ObjectNode image && image.path("image_url").isString()) {
            image.set("image_url", JsonCodec.object().set("url", image.path("image_url")));
        }
        return part;
    }
}
