package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and whether one must be called; that it must be a certain one is said by offering no other. */
final class CohereToolWriter {
    private final ChatRequest request;
    private final Dropped dropped;

    CohereToolWriter(ChatRequest request, Dropped dropped) {
        this.request = request;
        this.dropped = dropped;
    }

    void write(ObjectNode body) {
        Optional<String> only = request.toolChoice()
                .map(choice -> choice instanceof ToolChoice.Named named ? named.name() : "")
                .filter(this::isOffered);
        ArrayNode tools = JsonCodec.array();
        int number = 0;
        for (Tool tool : request.tools()) {
            add(tool, only, "tools[" + number++ + "]", tools);
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        request.toolChoice()
                .map(CohereToolWriter::word)
                .filter(word -> !word.isEmpty())
                .ifPresent(word -> body.put("tool_choice", word));
        if (!request.parallelTools().orElse(true)) {
            dropped.field("parallel_tool_calls");
        }
    }

    private boolean isOffered(String name) {
        boolean offered = request.tools().stream()
                .anyMatch(tool -> tool instanceof Tool.Function function
                        && function.name().equals(name));
        if (!offered && !name.isEmpty()) {
            dropped.field("tool_choice");
        }
        return offered;
    }

    private static String word(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> "";
            case ToolChoice.None none -> "NONE";
            case ToolChoice.Required required -> "REQUIRED";
            case ToolChoice.Named named -> "REQUIRED";
        };
    }

    private void add(Tool tool, Optional<String> only, String at, ArrayNode tools) {
        switch (tool) {
            case Tool.Function function -> {
                if (only.map(function.name()::equals).orElse(true)) {
                    tools.add(function(function, at));
                }
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

    /** A function without parameters has an empty object of them: the field must be there. */
    private ObjectNode function(Tool.Function tool, String at) {
        ObjectNode node = JsonCodec.object().put("type", "function");
        ObjectNode function = node.putObject("function").put("name", tool.name());
        tool.description().ifPresent(description -> function.put("description", description));
        tool.parameters()
                .ifPresentOrElse(
                        parameters -> function.set("parameters", JsonCodec.tree(parameters)),
                        () -> function.putObject("parameters")
                                .put("type", "object")
                                .putObject("properties"));
        if (tool.strict().orElse(false)) {
            dropped.add(at + ".function.strict");
        }
        dropped.extras(node, tool.extras(), at + ".");
        return node;
    }
}
