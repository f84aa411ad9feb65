package dev.eclusa.protocol.cohere;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tools and whether one must be called. */
final class CohereToolReader {
    private CohereToolReader() {}

    static List<Tool> tools(RequestFields request) {
        return request.objects("tools").stream().map(CohereToolReader::tool).toList();
    }

    private static Tool tool(RequestFields tool) {
        String type = tool.text("type").orElse("function");
        if (!type.equals("function")) {
            return new Tool.Hosted(type, JsonCodec.json(tool.node()));
        }
        RequestFields function = tool.nested("function");
        Optional<Json> parameters = function.has("parameters")
                ? Optional.of(JsonCodec.json(function.nested("parameters").node()))
                : Optional.empty();
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                parameters,
                Optional.empty(),
                tool.others(Set.of("type", "function")));
    }

    /** {@code REQUIRED} or {@code NONE}; taken out of the extras when it was understood. */
    static Optional<ToolChoice> choice(RequestFields request, Map<String, Json> extras) {
        Optional<ToolChoice> choice = request.text("tool_choice").flatMap(CohereToolReader::choice);
        choice.ifPresent(understood -> extras.remove("tool_choice"));
        return choice;
    }

    private static Optional<ToolChoice> choice(String word) {
        return switch (word) {
            case "REQUIRED" -> Optional.of(new ToolChoice.Required());
            case "NONE" -> Optional.of(new ToolChoice.None());
            default -> Optional.empty();
        };
    }
}
