package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and how they may be chosen. */
final class OpenAiToolWriter {
    private final ChatRequest request;
    private final Dropped dropped;

    OpenAiToolWriter(ChatRequest request, Dropped dropped) {
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

    private ObjectNode function(Tool.Function tool, String at) {
        ObjectNode node = JsonCodec.object();
        node.put("type", "function");
        ObjectNode function = node.putObject("function");
        function.put("name", tool.name());
        tool.description().ifPresent(description -> function.put("description", description));
        tool.parameters().ifPresent(parameters -> function.set("parameters", JsonCodec.tree(parameters)));
        tool.strict().ifPresent(strict -> function.put("strict", strict));
        Map<String, Json> extras = new LinkedHashMap<>(tool.extras());
        Json inner = dropped.own() ? extras.remove("function") : null;
        if (inner != null && JsonCodec.tree(inner) instanceof ObjectNode others) {
            function.setAll(others);
        }
        dropped.extras(node, extras, at + ".");
        return node;
    }

    private static JsonNode choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> JsonCodec.string("auto");
            case ToolChoice.None none -> JsonCodec.string("none");
            case ToolChoice.Required required -> JsonCodec.string("required");
            case ToolChoice.Named named -> {
                ObjectNode node = JsonCodec.object();
                node.put("type", "function");
                node.putObject("function").put("name", named.name());
                yield node;
            }
        };
    }
}
