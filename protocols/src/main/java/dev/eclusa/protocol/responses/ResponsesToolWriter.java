package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and how they may be chosen. */
final class ResponsesToolWriter {
    private final ChatRequest request;
    private final Dropped dropped;

    ResponsesToolWriter(ChatRequest request, Dropped dropped) {
        this.request = request;
        this.dropped = dropped;
    }

    void write(ObjectNode body) {
        ArrayNode tools = JsonCodec.array();
        int number = 0;
        for (Tool tool : request.tools()) {
            add(tool, "tools[" + number++ + "]", tools);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        if (!tools.isEmpty() || dropped.own()) {
            request.toolChoice().ifPresent(choice -> body.set("tool_choice", choice(choice)));
            request.parallelTools().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
        }
    }

    private void add(Tool tool, String at, ArrayNode tools) {
        switch (tool) {
            case Tool.Function function -> tools.add(function(function, at));
            case Tool.Hosted hosted -> {
                if (dropped.own()) {
                    tools.add(JsonCodec.tree(hosted.value()));
                } else {
                    dropped.add(at);
                }
            }
        }
    }

    /** A schema nobody called strict is not: left unsaid here, it would be. */
    private ObjectNode function(Tool.Function tool, String at) {
        ObjectNode node = JsonCodec.object().put("type", "function").put("name", tool.name());
        tool.description().ifPresent(description -> node.put("description", description));
        tool.parameters().ifPresent(parameters -> node.set("parameters", JsonCodec.tree(parameters)));
        if (tool.strict().isPresent() || !dropped.own()) {
            node.put("strict", tool.strict().orElse(false));
        }
        dropped.extras(node, tool.extras(), at + ".");
        return node;
    }

    private static JsonNode choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> JsonCodec.string("auto");
            case ToolChoice.None none -> JsonCodec.string("none");
            case ToolChoice.Required required -> JsonCodec.string("required");
            case ToolChoice.Named named ->
                JsonCodec.object().put("type", "function").put("name", named.name());
        };
    }
}
