package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.Tool;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code tools} list: functions with their schemas. */
final class OllamaTools {
    private static final Set<String> KNOWN = Set.of("type", "function");

    private OllamaTools() {}

    static List<Tool> decode(JsonNode request) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : OllamaFields.list(request, "tools", "tools")) {
            String path = "tools[" + tools.size() + "]";
            OllamaFields.require(tool.isObject(), path, "must be an object");
            String type = OllamaFields.string(tool, "type", path + ".type").orElse("function");
            tools.add(type.equals("function") ? function(tool, path) : new Tool.Hosted(type, JsonCodec.json(tool)));
        }
        return tools;
    }

    /** Writes the tools; what they cannot say here goes to the list of names, unless the caller's words are kept. */
    static void encode(List<Tool> tools, boolean ownWords, ObjectNode request, List<String> dropped) {
        ArrayNode list = JsonCodec.array();
        for (int index = 0; index < tools.size(); index++) {
            String path = "tools[" + index + "]";
            switch (tools.get(index)) {
                case Tool.Function function -> list.add(function(function, ownWords, path, dropped));
                case Tool.Hosted hosted -> {
                    if (ownWords) {
                        list.add(JsonCodec.tree(hosted.value()));
                    } else {
                        dropped.add(path);
                    }
                }
            }
        }
        if (!list.isEmpty()) {
            request.set("tools", list);
        }
    }

    private static Tool function(JsonNode tool, String path) {
        String at = path + ".function";
        JsonNode function = OllamaFields.object(tool, "function", at).orElseGet(JsonCodec::object);
        String name = OllamaFields.string(function, "name", at + ".name").orElse("");
        OllamaFields.require(!name.isEmpty(), at + ".name", "is required");
        return new Tool.Function(
                name,
                OllamaFields.string(function, "description", at + ".description"),
                OllamaFields.object(function, "parameters", at + ".parameters").map(JsonCodec::json),
                OllamaFields.bool(function, "strict", at + ".strict"),
                JsonCodec.extras(tool, KNOWN));
    }

    private static ObjectNode function(Tool.Function tool, boolean ownWords, String path, List<String> dropped) {
        ObjectNode node = JsonCodec.object().put("type", "function");
        ObjectNode function = node.putObject("function").put("name", tool.name());
        tool.description().ifPresent(text -> function.put("description", text));
        tool.parameters().ifPresent(schema -> function.set("parameters", JsonCodec.tree(schema)));
        Optional<Boolean> strict = tool.strict().filter(exact -> exact || ownWords);
        if (ownWords) {
            strict.ifPresent(exact -> function.put("strict", exact));
            JsonCodec.putAll(node, tool.extras());
        } else {
            strict.ifPresent(exact -> dropped.add(path + ".function.strict"));
            tool.extras().keySet().stream()
                    .filter(name -> !name.equals("cache_control"))
                    .forEach(name -> dropped.add(path + "." + name));
        }
        return node;
    }
}
