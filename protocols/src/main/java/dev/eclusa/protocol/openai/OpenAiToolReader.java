package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads tools and how they may be chosen, the legacy {@code functions} included. */
final class OpenAiToolReader {
    private static final Set<String> TOOL = Set.of("type", "function");
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");

    private OpenAiToolReader() {}

    static List<Tool> tools(RequestFields fields) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : list(fields, "tools")) {
            tools.add(tool(tool, "tools[" + tools.size() + "]"));
        }
        int before = tools.size();
        for (JsonNode function : list(fields, "functions")) {
            String at = "functions[" + (tools.size() - before) + "]";
            tools.add(function(object(function, at), Map.of()));
        }
        return tools;
    }

    private static JsonNode list(RequestFields fields, String name) {
        if (fields.has(name) && !fields.value(name).isArray()) {
            throw fields.wrong(name, "must be a list");
        }
        return fields.value(name);
    }

    private static RequestFields object(JsonNode node, String at) {
        if (!node.isObject()) {
            throw InvalidRequest.of("Each tool must be an object.", at);
        }
        return new RequestFields(node, at + ".");
    }

    private static Tool tool(JsonNode node, String at) {
        RequestFields tool = object(node, at);
        String type = tool.text("type").orElse("function");
        if (!type.equals("function")) {
            return new Tool.Hosted(type, JsonCodec.json(node));
        }
        RequestFields function = tool.nested("function");
        Map<String, Json> extras = tool.others(TOOL);
        ObjectNode inner = JsonCodec.object();
        JsonCodec.putAll(inner, function.others(FUNCTION));
        if (!inner.isEmpty()) {
            extras.put("function", JsonCodec.json(inner));
        }
        return function(function, extras);
    }

    private static Tool function(RequestFields function, Map<String, Json> extras) {
        Optional<Json> parameters = function.has("parameters")
                ? Optional.of(JsonCodec.json(function.nested("parameters").node()))
                : Optional.empty();
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                parameters,
                function.flag("strict"),
                extras);
    }

    /** Reads the choice, and takes it out of the extras when it was understood. */
    static Optional<ToolChoice> choice(RequestFields fields, Map<String, Json> extras) {
        String field = fields.has("tool_choice") ? "tool_choice" : "function_call";
        JsonNode value = fields.value(field);
        Optional<ToolChoice> choice = value.isString() ? word(value.asString()) : named(value);
        choice.ifPresent(understood -> extras.remove(field));
        return choice;
    }

    private static Optional<ToolChoice> word(String word) {
        return switch (word) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "required", "any" -> Optional.of(new ToolChoice.Required());
            default -> Optional.empty();
        };
    }

    private static Optional<ToolChoice> named(JsonNode value) {
        return OpenAiChoices.string(value.path("function").path("name"))
                .or(() -> OpenAiChoices.string(value.path("name")))
                .map(ToolChoice.Named::new);
    }
}
