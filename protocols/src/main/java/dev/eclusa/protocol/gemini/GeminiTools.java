package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools and how they may be chosen, in both directions. */
final class GeminiTools {
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "parametersJsonSchema");
    /** Extra that remembers a function whose schema was JSON Schema. */
    private static final String JSON_SCHEMA = "parametersJsonSchema";

    private GeminiTools() {}

    static List<Tool> read(RequestFields fields) {
        List<Tool> tools = new ArrayList<>();
        List<RequestFields> groups =
                fields.value("tools").isObject() ? List.of(fields.nested("tools")) : fields.objects("tools");
        for (RequestFields group : groups) {
            group.objects("functionDeclarations").forEach(function -> tools.add(function(function)));
            group.others(Set.of("functionDeclarations")).forEach((name, value) -> tools.add(hosted(name, value)));
        }
        return tools;
    }

    private static Tool hosted(String name, Json value) {
        return new Tool.Hosted(name, JsonCodec.json(JsonCodec.object().set(name, JsonCodec.tree(value))));
    }

    private static Tool function(RequestFields function) {
        JsonNode plain = function.value("parameters");
        JsonNode full = function.value(JSON_SCHEMA);
        Map<String, Json> extras = function.others(FUNCTION);
        if (full.isObject()) {
            extras.put(JSON_SCHEMA, new Json("true"));
        }
        Optional<Json> parameters = full.isObject()
                ? Optional.of(JsonCodec.json(full))
                : plain.isObject() ? Optional.of(JsonCodec.json(GeminiSchemas.toJsonSchema(plain))) : Optional.empty();
        return new Tool.Function(
                function.requiredText("name"), function.text("description"), parameters, Optional.empty(), extras);
    }

    /** Reads the choice; what is more than a choice stays an extra. */
    static Optional<ToolChoice> choice(RequestFields fields, Map<String, Json> extras) {
        if (!fields.has("toolConfig")) {
            return Optional.empty();
        }
        RequestFields config = fields.nested("toolConfig").nestedOrEmpty("functionCallingConfig");
        List<String> allowed = config.texts("allowedFunctionNames");
        String mode = config.text("mode").orElse("AUTO");
        ObjectNode rest = fields.rest("toolConfig", Set.of("functionCallingConfig"));
        boolean plain = allowed.size() <= 1 && !mode.equals("VALIDATED");
        if (!plain) {
            rest.set("functionCallingConfig", config.node());
        }
        if (!rest.isEmpty()) {
            extras.put("toolConfig", JsonCodec.json(rest));
        }
        return switch (mode) {
            case "ANY" ->
                Optional.of(allowed.size() == 1 ? new ToolChoice.Named(allowed.getFirst()) : new ToolChoice.Required());
            case "NONE" -> Optional.of(new ToolChoice.None());
            case "AUTO" -> Optional.of(new ToolChoice.Auto());
            default -> Optional.empty();
        };
    }

    static void write(ChatRequest request, Dropped dropped, ObjectNode body) {
        ArrayNode tools = JsonCodec.array();
        ArrayNode functions = JsonCodec.array();
        for (int i = 0; i < request.tools().size(); i++) {
            switch (request.tools().get(i)) {
                case Tool.Function function -> functions.add(written(function, dropped, "tools[" + i + "]."));
                case Tool.Hosted hosted -> {
                    if (dropped.own()) {
                        tools.add(JsonCodec.tree(hosted.value()));
                    } else {
                        dropped.add("tools[" + i + "]");
                    }
                }
            }
        }
        if (!functions.isEmpty()) {
            tools.insertObject(0).set("functionDeclarations", functions);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        if (!tools.isEmpty() || dropped.own()) {
            request.toolChoice().ifPresent(choice -> choose(choice, body));
        }
        if (request.parallelTools().equals(Optional.of(false)) && !functions.isEmpty()) {
            dropped.field("parallel_tool_calls");
        }
    }

    private static ObjectNode written(Tool.Function function, Dropped dropped, String at) {
        ObjectNode node = JsonCodec.object().put("name", function.name());
        function.description().ifPresent(description -> node.put("description", description));
        Map<String, Json> extras = new HashMap<>(function.extras());
        boolean full = dropped.own() && extras.remove(JSON_SCHEMA) != null;
        function.parameters().map(JsonCodec::tree).ifPresent(schema -> {
            if (full) {
                node.set(JSON_SCHEMA, schema);
            } else if (dropped.own() || !schema.path("properties").isEmpty()) {
                node.set("parameters", dropped.own() ? schema : GeminiSchemas.toGemini(schema));
            }
        });
        dropped.extras(node, extras, at);
        return node;
    }

    private static void choose(ToolChoice choice, ObjectNode body) {
        ObjectNode config = body.withObjectProperty("toolConfig").withObjectProperty("functionCallingConfig");
        switch (choice) {
            case ToolChoice.Auto auto -> config.put("mode", "AUTO");
            case ToolChoice.None none -> config.put("mode", "NONE");
            case ToolChoice.Required required -> config.put("mode", "ANY");
            case ToolChoice.Named named ->
                config.put("mode", "ANY").putArray("allowedFunctionNames").add(named.name());
        }
    }
}
