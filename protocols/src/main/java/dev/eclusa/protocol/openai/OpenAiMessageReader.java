package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the messages of one request in order; remembers legacy function calls, which have no ids of their own. */
final class OpenAiMessageReader {
    private static final Set<String> CALL = Set.of("id", "type", "function", "extra_content");

    private final Map<String, String> legacyIds = new HashMap<>();

    Message read(JsonNode node, int number) {
        if (!node.isObject()) {
            throw InvalidRequest.of("Each message must be an object.", "messages[" + number + "]");
        }
        OpenAiFields message = new OpenAiFields(node, "messages[" + number + "].");
        return switch (message.value("role").asString("")) {
            case "system" -> plain(Role.SYSTEM, message);
            case "developer" -> plain(Role.DEVELOPER, message);
            case "user" -> plain(Role.USER, message);
            case "assistant" -> assistant(message);
            case "tool" -> result(message, message.text("tool_call_id").orElse(""));
            case "function" ->
                result(message, legacyIds.getOrDefault(message.text("name").orElse(""), ""));
            default -> throw message.wrong("role", "must be system, developer, user, assistant, tool or function");
        };
    }

    private static Message plain(Role role, OpenAiFields message) {
        return new Message(role, OpenAiPartReader.content(message), message.others(Set.of("role", "content")));
    }

    private static Message result(OpenAiFields message, String callId) {
        Content result = new Content.ToolResult(
                callId, message.text("name"), OpenAiPartReader.content(message), false, Map.of());
        return new Message(
                Role.TOOL, List.of(result), message.others(Set.of("role", "content", "tool_call_id", "name")));
    }

    private Message assistant(OpenAiFields message) {
        Set<String> known = new HashSet<>(Set.of("role", "content", "tool_calls", "function_call", "refusal"));
        List<Content> content = new ArrayList<>(OpenAiThinking.read(message.node(), known));
        content.addAll(OpenAiPartReader.content(message));
        message.text("refusal")
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> content.add(new Content.Refusal(words, Map.of())));
        calls(message, content);
        return new Message(Role.ASSISTANT, content, message.others(known));
    }

    private void calls(OpenAiFields message, List<Content> content) {
        if (message.has("tool_calls") && !message.value("tool_calls").isArray()) {
            throw message.wrong("tool_calls", "must be a list");
        }
        int number = 0;
        for (JsonNode call : message.value("tool_calls")) {
            content.add(call(call, message.at() + "tool_calls[" + number++ + "]"));
        }
        if (message.has("function_call")) {
            OpenAiFields function = message.nested("function_call");
            String name = function.requiredText("name");
            String id = "call_function_" + legacyIds.size() + "_" + name;
            legacyIds.put(name, id);
            content.add(new Content.ToolCall(id, name, arguments(function), Optional.empty(), Map.of()));
        }
    }

    private static Content call(JsonNode node, String at) {
        if (!node.isObject()) {
            throw InvalidRequest.of("Each tool call must be an object.", at);
        }
        OpenAiFields call = new OpenAiFields(node, at + ".");
        if (!call.value("function").isObject()
                && !call.text("type").orElse("function").equals("function")) {
            return new Content.Opaque("tool_calls", JsonCodec.json(node));
        }
        OpenAiFields function = call.nested("function");
        Map<String, Json> extras = call.others(CALL);
        Optional<String> signature =
                OpenAiChoices.string(node.path("extra_content").path("google").path("thought_signature"));
        extraContent(node.path("extra_content")).ifPresent(rest -> extras.put("extra_content", rest));
        return new Content.ToolCall(
                call.text("id").orElse(""), function.requiredText("name"), arguments(function), signature, extras);
    }

    /** What else stands beside the signature. */
    private static Optional<Json> extraContent(JsonNode extra) {
        if (!(extra instanceof ObjectNode original)) {
            return Optional.empty();
        }
        ObjectNode rest = original.deepCopy();
        if (rest.path("google") instanceof ObjectNode google) {
            google.remove("thought_signature");
            if (google.isEmpty()) {
                rest.remove("google");
            }
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(JsonCodec.json(rest));
    }

    private static Json arguments(OpenAiFields function) {
        JsonNode arguments = function.value("arguments");
        if (arguments.isObject()) {
            return JsonCodec.json(arguments);
        }
        String text = function.text("arguments").orElse("");
        return text.isBlank() ? Json.EMPTY_OBJECT : new Json(text);
    }
}
