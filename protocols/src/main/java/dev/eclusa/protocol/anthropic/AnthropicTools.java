package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools and how they may be chosen, in both directions. */
final class AnthropicTools {
    private static final Set<String> KNOWN = Set.of("type", "name", "description", "input_schema", "strict");

    private AnthropicTools() {}

    static List<Tool> read(RequestFields fields) {
        List<Tool> tools = new ArrayList<>();
        fields.objects("tools").forEach(tool -> tools.add(read(tool, tool.text("type"))));
        return tools;
    }

    private static Tool read(RequestFields tool, Optional<String> type) {
        if (!type.orElse("custom").equals("custom")) {
            return new Tool.Hosted(type.orElse(""), JsonCodec.json(tool.node()));
        }
        return new Tool.Function(
                tool.requiredText("name"),
                tool.text("description"),
                Optional.of(JsonCodec.json(tool.nested("input_schema").node())),
                tool.flag("strict"),
                tool.others(KNOWN));
    }

    static Optional<ToolChoice> choice(RequestFields fields) {
        if (!fields.has("tool_choice")) {
            return Optional.empty();
        }
        RequestFields choice = fields.nested("tool_choice");
        return Optional.of(
                switch (choice.requiredText("type")) {
                    case "auto" -> new ToolChoice.Auto();
                    case "any" -> new ToolChoice.Required();
                    case "none" -> new ToolChoice.None();
                    case "tool" -> new ToolChoice.Named(choice.requiredText("name"));
                    default -> throw choice.wrong("type", "must be auto, any, tool or none");
                });
    }

    static Optional<Boolean> parallel(RequestFields fields) {
        return fields.nestedOrEmpty("tool_choice")
                .flag("disable_parallel_tool_use")
                .map(disabled -> !disabled);
    }

    /** Writes both; answers whether a tool must be called. */
    static void write(ChatRequest request, Dropped dropped, boolean mayForce, ObjectNode body) {
        ArrayNode tools = JsonCodec.array();
        for (int i = 0; i < request.tools().size(); i++) {
            write(request.tools().get(i), "tools[" + i + "]", dropped, tools);
        }
        if (!tools.isEmpty() || (dropped.own() && !request.tools().isEmpty())) {
            body.set("tools", tools);
        }
        if (!tools.isEmpty() || dropped.own()) {
            choice(request, dropped, mayForce, body);
        }
    }

    private static void write(Tool tool, String at, Dropped dropped, ArrayNode tools) {
        switch (tool) {
            case Tool.Function function -> {
                ObjectNode node = tools.addObject().put("name", function.name());
                function.description().ifPresent(description -> node.put("description", description));
                node.set("input_schema", schema(function, dropped.own()));
                function.strict().ifPresent(strict -> node.put("strict", strict));
                dropped.extras(node, function.extras(), at + ".");
            }
            case Tool.Hosted hosted -> {
                if (dropped.own()) {
                    tools.add(JsonCodec.tree(hosted.value()));
                } else {
                    dropped.add(at);
                }
            }
        }
    }

    private static JsonNode schema(Tool.Function function, boolean own) {
        JsonNode schema = function.parameters().map(JsonCodec::tree).orElseGet(JsonCodec::object);
        if (!own && schema instanceof ObjectNode object && !object.has("type")) {
            object.put("type", "object");
        }
        return schema;
    }

    private static void choice(ChatRequest request, Dropped dropped, boolean mayForce, ObjectNode body) {
        boolean single = request.parallelTools().equals(Optional.of(false));
        Optional<ToolChoice> said = request.toolChoice();
        if (said.isEmpty() && !single) {
            return;
        }
        ToolChoice choice = said.orElseGet(ToolChoice.Auto::new);
        boolean forced = choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named;
        if (forced && !mayForce) {
            dropped.field("tool_choice");
            choice = new ToolChoice.Auto();
        }
        ObjectNode node = body.putObject("tool_choice");
        switch (choice) {
            case ToolChoice.Auto auto -> node.put("type", "auto");
            case ToolChoice.None none -> node.put("type", "none");
            case ToolChoice.Required required -> node.put("type", "any");
            case ToolChoice.Named named -> node.put("type", "tool").put("name", named.name());
        }
        boolean sayParallel = dropped.own() ? request.parallelTools().isPresent() : single;
        if (sayParallel && !(choice instanceof ToolChoice.None)) {
            node.put("disable_parallel_tool_use", single);
        }
    }
}
