package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads tools, which stand flat here, and how they may be chosen. */
final class ResponsesToolReader {
    private static final Set<String> KNOWN = Set.of("type", "name", "description", "parameters", "strict");

    private ResponsesToolReader() {}

    static List<Tool> tools(RequestFields fields) {
        List<Tool> tools = new ArrayList<>();
        for (RequestFields tool : fields.objects("tools")) {
            String type = tool.requiredText("type");
            tools.add(type.equals("function") ? function(tool) : new Tool.Hosted(type, JsonCodec.json(tool.node())));
        }
        return tools;
    }

    private static Tool function(RequestFields tool) {
        Optional<Json> parameters = tool.has("parameters")
                ? Optional.of(JsonCodec.json(tool.nested("parameters").node()))
                : Optional.empty();
        return new Tool.Function(
                tool.requiredText("name"),
                tool.text("description"),
                parameters,
                tool.flag("strict"),
                tool.others(KNOWN));
    }

    /** Reads the choice, and takes it out of the extras when it was understood. */
    static Optional<ToolChoice> choice(RequestFields fields, Map<String, Json> extras) {
        JsonNode value = fields.value("tool_choice");
        Optional<ToolChoice> choice = value.isString() ? word(value.asString()) : named(value);
        choice.ifPresent(understood -> extras.remove("tool_choice"));
        return choice;
    }

    private static Optional<ToolChoice> word(String word) {
        return switch (word) {
            case "auto" -> Optional.of(new ToolChoice.Auto());
            case "none" -> Optional.of(new ToolChoice.None());
            case "required" -> Optional.of(new ToolChoice.Required());
            default -> Optional.empty();
        };
    }

    private static Optional<ToolChoice> named(JsonNode value) {
        boolean function = value.path("type").asString("").equals("function");
        String name = value.path("name").asString("");
        return function && !name.isEmpty() ? Optional.of(new ToolChoice.Named(name)) : Optional.empty();
    }
}
