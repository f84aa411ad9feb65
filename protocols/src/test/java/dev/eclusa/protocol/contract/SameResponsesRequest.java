package dev.eclusa.protocol.contract;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for responses brought to one form: instructions are the first message, a text is one part. */
final class SameResponsesRequest {
    private static final List<String> UNSAID = List.of("id", "status", "phase");
    private static final Set<String> DEFAULTS = Set.of("\"disabled\"", "false", "\"auto\"", "null");

    private SameResponsesRequest() {}

    static Object of(JsonNode original) {
        ObjectNode request = (ObjectNode) original.deepCopy();
        ArrayNode items = JsonCodec.array();
        if (request.path("instructions").isString()) {
            items.add(message("system", request.path("instructions")));
        }
        if (request.path("input").isString()) {
            items.add(message("user", request.path("input")));
        }
        request.path("input").forEach(item -> add(items, item(item)));
        request.remove("instructions");
        request.set("input", items);
        for (String name : List.of("truncation", "background", "service_tier", "stream")) {
            if (DEFAULTS.contains(JsonCodec.text(request.path(name)))) {
                request.remove(name);
            }
        }
        request.remove("include");
        for (String name : List.of("text", "reasoning")) {
            if (request.path(name) instanceof ObjectNode inner) {
                inner.remove(List.of("summary", "generate_summary"));
                if (inner.isEmpty()) {
                    request.remove(name);
                }
            }
        }
        return plain(request);
    }

    /** Messages of the model's in a row are one; one that says nothing is none. */
    private static void add(ArrayNode items, ObjectNode item) {
        JsonNode last = items.path(items.size() - 1);
        if (!isSaid(item)) {
            items.add(item);
        } else if (isSaid(last) && last.path("content") instanceof ArrayNode before) {
            before.addAll((ArrayNode) item.path("content"));
        } else if (!item.path("content").isEmpty()) {
            items.add(item);
        }
    }

    private static boolean isSaid(JsonNode item) {
        return item.path("role").asString("").equals("assistant")
                && item.path("content").isArray();
    }

    private static ObjectNode message(String role, JsonNode text) {
        ObjectNode message = JsonCodec.object().put("role", role);
        message.set("content", text);
        return item(message);
    }

    private static ObjectNode item(JsonNode original) {
        ObjectNode item = (ObjectNode) original.deepCopy();
        String type = item.path("type").asString("message");
        if (type.equals("message")) {
            item.remove("type");
        }
        if (Set.of("message", "function_call", "function_call_output").contains(type)) {
            item.remove(UNSAID);
        }
        if (item.path("encrypted_content").asString("").startsWith("signed.")) {
            item.remove("id");
        }
        for (String name : List.of("content", "output")) {
            if (item.path(name).isString()) {
                ObjectNode part = JsonCodec.object().put("text", item.path(name).asString());
                item.set(name, JsonCodec.array().add(part));
            }
            item.path(name).forEach(part -> {
                if (part instanceof ObjectNode object && part.has("text")) {
                    object.remove(List.of("type", "annotations", "logprobs"));
                }
            });
            if (item.path(name).isArray()
                    && item.path(name).path(0).path("text").asString("-").isEmpty()) {
                item.set(name, JsonCodec.array());
            }
        }
        return item;
    }

    /** What is null or an empty list need not be said. */
    private static Object plain(JsonNode node) {
        strip(node);
        return Meaning.plain(node);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> nothing = new ArrayList<>();
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isNull() || (value.isArray() && value.isEmpty())) {
                    nothing.add(field.getKey());
                }
            });
            object.remove(nothing);
        }
        node.forEach(SameResponsesRequest::strip);
    }
}
