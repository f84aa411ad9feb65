package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools and how they may be chosen ({@code toolConfig}), in both directions. */
final class BedrockTools {
    private static final Set<String> KNOWN = Set.of("name", "description", "inputSchema", "strict");

    private BedrockTools() {}

    static List<Tool> read(RequestFields fields) {
        List<Tool> tools = new ArrayList<>();
        for (RequestFields tool : fields.nestedOrEmpty("toolConfig").objects("tools")) {
            if (tool.has("cachePoint")
                    && !tools.isEmpty()
                    && tools.getLast() instanceof Tool.Function last
                    && !last.extras().containsKey(BedrockCachePoint.MARK)) {
                tools.set(tools.size() - 1, marked(last, tool.nested("cachePoint")));
            } else {
                tools.add(one(tool));
            }
        }
        return tools;
    }

    private static Tool one(RequestFields tool) {
        if (!tool.has("toolSpec")) {
            String kind = tool.node()
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            return new Tool.Hosted(kind, JsonCodec.json(tool.node()));
        }
        RequestFields spec = tool.nested("toolSpec");
        return new Tool.Function(
                spec.requiredText("name"),
                spec.text("description"),
                Optional.of(
                        JsonCodec.json(spec.nested("inputSchema").nested("json").node())),
                spec.flag("strict"),
                spec.others(KNOWN));
    }

    private static Tool marked(Tool.Function tool, RequestFields point) {
        Map<String, Json> extras = new LinkedHashMap<>(tool.extras());
        extras.put(BedrockCachePoint.MARK, BedrockCachePoint.mark(point));
        return new Tool.Function(tool.name(), tool.description(), tool.parameters(), tool.strict(), extras);
    }

    static Optional<ToolChoice> choice(RequestFields fields) {
        RequestFields config = fields.nestedOrEmpty("toolConfig");
        if (!config.has("toolChoice")) {
            return Optional.empty();
        }
        RequestFields choice = config.nested("toolChoice");
        if (choice.has("auto")) {
            return Optional.of(new ToolChoice.Auto());
        }
        if (choice.has("any")) {
            return Optional.of(new ToolChoice.Required());
        }
        if (choice.has("tool")) {
            return Optional.of(new ToolChoice.Named(choice.nested("tool").requiredText("name")));
        }
        throw config.wrong("toolChoice", "must be auto, any or tool");
    }

    /**
     * Writes both. There is no word for "none": without calls in the conversation the tools are left out; with them the
     * service demands tools, so that they stay, and the choice is named as not carried.
     *
     * @param cachePoints whether the model takes them
     * @param mayForce whether the model may be made to call a tool
     */
    static void write(ChatRequest request, Dropped dropped, boolean cachePoints, boolean mayForce, ObjectNode body) {
        Set<String> called = called(request);
        boolean forbidden =
                request.toolChoice().filter(ToolChoice.None.class::isInstance).isPresent();
        ArrayNode tools = JsonCodec.array();
        if (!forbidden || !called.isEmpty()) {
            for (int i = 0; i < request.tools().size(); i++) {
                write(request.tools().get(i), "tools[" + i + "]", dropped, cachePoints, tools);
            }
        }
        if (tools.isEmpty() && !dropped.own()) {
            called.forEach(name -> unknown(name, tools));
        }
        if (tools.isEmpty()) {
            return;
        }
        ObjectNode config = body.putObject("toolConfig");
        config.set("tools", tools);
        choice(request, dropped, mayForce, config);
    }

    private static Set<String> called(ChatRequest request) {
        Set<String> names = new java.util.LinkedHashSet<>();
        request.messages().stream()
                .flatMap(message -> message.content().stream())
                .filter(Content.ToolCall.class::isInstance)
                .forEach(part -> names.add(((Content.ToolCall) part).name()));
        return names;
    }

    /** A tool that was called earlier and is no longer offered must be declared all the same. */
    private static void unknown(String name, ArrayNode tools) {
        ObjectNode spec = tools.addObject().putObject("toolSpec").put("name", name);
        spec.putObject("inputSchema").putObject("json").put("type", "object");
    }

    private static void write(Tool tool, String at, Dropped dropped, boolean cachePoints, ArrayNode tools) {
        switch (tool) {
            case Tool.Function function -> {
                ObjectNode spec = tools.addObject().putObject("toolSpec").put("name", function.name());
                function.description()
                        .filter(words -> !words.isBlank())
                        .ifPresent(words -> spec.put("description", words));
                spec.putObject("inputSchema").set("json", schema(function, dropped.own()));
                function.strict()
                        .filter(strict -> strict || dropped.own())
                        .ifPresent(strict -> spec.put("strict", strict));
                Map<String, Json> extras = new LinkedHashMap<>(function.extras());
                extras.remove(BedrockCachePoint.MARK);
                dropped.extras(spec, extras, at + ".");
                if (cachePoints) {
                    BedrockCachePoint.write(function.extras(), tools);
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

    private static JsonNode schema(Tool.Function function, boolean own) {
        JsonNode schema = function.parameters().map(JsonCodec::tree).orElseGet(JsonCodec::object);
        if (!own && schema instanceof ObjectNode object && !object.has("type")) {
            object.put("type", "object");
        }
        return schema;
    }

    private static void choice(ChatRequest request, Dropped dropped, boolean mayForce, ObjectNode config) {
        if (request.parallelTools().equals(Optional.of(false))) {
            dropped.field("parallel_tool_calls");
        }
        request.toolChoice().ifPresent(choice -> {
            switch (choice) {
                case ToolChoice.Auto auto -> config.putObject("toolChoice").putObject("auto");
                case ToolChoice.None none -> dropped.field("tool_choice");
                case ToolChoice.Required required -> forced("any", "", dropped, mayForce, config);
                case ToolChoice.Named named -> forced("tool", named.name(), dropped, mayForce, config);
            }
        });
    }

    private static void forced(String word, String name, Dropped dropped, boolean mayForce, ObjectNode config) {
        if (!mayForce) {
            dropped.field("tool_choice");
            return;
        }
        ObjectNode choice = config.putObject("toolChoice").putObject(word);
        if (!name.isEmpty()) {
            choice.put("name", name);
        }
    }
}
