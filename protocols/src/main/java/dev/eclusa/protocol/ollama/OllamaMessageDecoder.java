package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.CallHistory;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a chat. */
final class OllamaMessageDecoder {
    private static final Set<String> KNOWN =
            Set.of("role", "content", "thinking", "reasoning_details", "images", "tool_calls");
    private static final Set<String> KNOWN_OF_RESULT =
            Set.of("role", "content", "images", "tool_name", "tool_call_id", "name");
    private static final Set<String> KNOWN_OF_CALL = Set.of("id", "type", "function");
    private static final Set<String> KNOWN_OF_FUNCTION = Set.of("index", "name", "arguments");

    private final CallHistory history = new CallHistory();

    /** The messages of a request, at least one. */
    List<Message> decode(JsonNode request) {
        List<JsonNode> nodes = OllamaFields.list(request, "messages", "messages");
        OllamaFields.require(!nodes.isEmpty(), "messages", "must hold at least one message");
        List<Message> messages = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            String path = "messages[" + index + "]";
            OllamaFields.require(nodes.get(index).isObject(), path, "must be an object");
            messages.add(message(nodes.get(index), index, path));
        }
        return messages;
    }

    private Message message(JsonNode node, int index, String path) {
        Role role = role(node, path + ".role");
        List<Content> parts = new ArrayList<>();
        String text = OllamaFields.string(node, "content", path + ".content").orElse("");
        List<Content> images = OllamaImages.decode(node, path + ".images");
        if (role == Role.TOOL) {
            parts.add(result(node, text, images, index, path));
            return new Message(role, parts, OllamaFields.extras(node, KNOWN_OF_RESULT));
        }
        parts.addAll(OllamaThoughts.parts(node));
        if (!text.isEmpty()) {
            parts.add(Content.text(text));
        }
        parts.addAll(images);
        parts.addAll(calls(node, index, path));
        return new Message(role, parts, OllamaFields.extras(node, KNOWN));
    }

    private static Role role(JsonNode message, String path) {
        return switch (OllamaFields.string(message, "role", path).orElse("")) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            default -> {
                OllamaFields.require(false, path, "must be system, user, assistant or tool");
                yield Role.USER;
            }
        };
    }

    private Content result(JsonNode node, String text, List<Content> images, int index, String path) {
        Optional<String> name = OllamaFields.string(node, "tool_name", path + ".tool_name")
                .or(() -> OllamaFields.string(node, "name", path + ".name"))
                .filter(word -> !word.isEmpty());
        String id = OllamaFields.string(node, "tool_call_id", path + ".tool_call_id")
                .orElse("");
        String callId = history.answered(SignedIds.id(id), name, index);
        List<Content> content = new ArrayList<>();
        if (!text.isEmpty()) {
            content.add(Content.text(text));
        }
        content.addAll(images);
        return new Content.ToolResult(callId, name, content, false, Map.of());
    }

    private List<Content> calls(JsonNode message, int index, String path) {
        List<Content> calls = new ArrayList<>();
        for (JsonNode call : OllamaFields.list(message, "tool_calls", path + ".tool_calls")) {
            String at = path + ".tool_calls[" + calls.size() + "]";
            OllamaFields.require(call.isObject(), at, "must be an object");
            calls.add(call(call, index, calls.size(), at));
        }
        return calls;
    }

    private Content call(JsonNode call, int index, int position, String path) {
        JsonNode function =
                OllamaFields.object(call, "function", path + ".function").orElseGet(JsonCodec::object);
        String name =
                OllamaFields.string(function, "name", path + ".function.name").orElse("");
        OllamaFields.require(!name.isEmpty(), path + ".function.name", "is required");
        String joined = OllamaFields.string(call, "id", path + ".id").orElse("");
        String id = history.called(SignedIds.id(joined), name, index, position);
        Json arguments = arguments(function.path("arguments"), path + ".function.arguments");
        return new Content.ToolCall(id, name, arguments, SignedIds.signature(joined), extras(call, function));
    }

    /** The call's unknown fields; those of its function by a dotted name. */
    private static Map<String, Json> extras(JsonNode call, JsonNode function) {
        Map<String, Json> extras = new LinkedHashMap<>(OllamaFields.extras(call, KNOWN_OF_CALL));
        OllamaFields.extras(function, KNOWN_OF_FUNCTION)
                .forEach((name, value) -> extras.put(OllamaMessageEncoder.IN_FUNCTION + name, value));
        return extras;
    }

    private static Json arguments(JsonNode arguments, String path) {
        if (OllamaFields.absent(arguments)) {
            return Json.EMPTY_OBJECT;
        }
        OllamaFields.require(arguments.isObject() || arguments.isString(), path, "must be an object");
        if (arguments.isObject()) {
            return JsonCodec.json(arguments);
        }
        return arguments.asString().isBlank() ? Json.EMPTY_OBJECT : new Json(arguments.asString());
    }
}
