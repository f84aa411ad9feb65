package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.CallHistory;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages of a chat: each result of a tool a message of its own, text as one string. */
final class OllamaMessageEncoder {
    /** Marks an extra that stands inside a call's {@code function}. */
    static final String IN_FUNCTION = "function.";

    private final ChatRequest request;
    private final boolean ownWords;
    private final List<String> dropped;
    private final Map<String, String> toolNames = new HashMap<>();
    private final ArrayNode written = JsonCodec.array();

    OllamaMessageEncoder(ChatRequest request, List<String> dropped) {
        this.request = request;
        this.ownWords = OllamaDialect.isFamily(request.dialect());
        this.dropped = dropped;
    }

    ArrayNode encode() {
        for (int index = 0; index < request.messages().size(); index++) {
            encode(request.messages().get(index), index);
        }
        return written;
    }

    private void encode(Message message, int index) {
        List<Content> rest = new ArrayList<>();
        for (Content part : message.content()) {
            if (part instanceof Content.ToolResult result) {
                ObjectNode node = result(result, index);
                extras(message, index, message.role() == Role.TOOL ? node : JsonCodec.object());
                written.add(node);
            } else {
                rest.add(part);
            }
        }
        if (!rest.isEmpty() || message.content().isEmpty()) {
            ObjectNode node = said(role(message.role()), rest, message, index);
            extras(message, index, node);
            written.add(node);
        }
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM, DEVELOPER -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }

    private ObjectNode said(String role, List<Content> parts, Message message, int index) {
        ObjectNode node = JsonCodec.object().put("role", role);
        node.put("content", text(parts));
        OllamaThoughts.write(parts, ownWords, node);
        images(parts, message.content(), index, node);
        ArrayNode calls = JsonCodec.array();
        for (Content part : parts) {
            if (part instanceof Content.ToolCall call) {
                calls.add(call(call));
            }
        }
        if (!calls.isEmpty()) {
            node.set("tool_calls", calls);
        }
        return node;
    }

    private static String text(List<Content> parts) {
        StringBuilder text = new StringBuilder();
        for (Content part : parts) {
            if (part instanceof Content.Text words) {
                text.append(words.text());
            } else if (part instanceof Content.Refusal refusal) {
                text.append(refusal.text());
            } else if (part instanceof Content.Document document) {
                document.text().ifPresent(words -> text.append('\n').append(words));
            }
        }
        return text.toString();
    }

    /** Writes the pictures that stand in the request itself; whatever else is no words is named as dropped. */
    private void images(List<Content> parts, List<Content> all, int index, ObjectNode message) {
        ArrayNode images = JsonCodec.array();
        for (Content part : parts) {
            switch (part) {
                case Content.Image image -> {
                    if (image.source() instanceof Content.Source.Inline inline) {
                        images.add(inline.base64());
                    } else {
                        drop(index, all, part);
                    }
                }
                case Content.Audio audio -> drop(index, all, part);
                case Content.Document document -> {
                    if (document.text().isEmpty()) {
                        drop(index, all, part);
                    }
                }
                case Content.Opaque opaque -> drop(index, all, part);
                case Content.Text text -> {}
                case Content.Refusal refusal -> {}
                case Content.Thinking thinking -> {}
                case Content.RedactedThinking redacted -> {}
                case Content.ToolCall call -> {}
                case Content.ToolResult result -> {}
            }
        }
        if (!images.isEmpty()) {
            message.set("images", images);
        }
    }

    private void drop(int index, List<Content> all, Content part) {
        dropped.add(OllamaCallerNames.part(request, index, all, part));
    }

    private ObjectNode call(Content.ToolCall call) {
        toolNames.put(call.id(), call.name());
        ObjectNode node = JsonCodec.object();
        if (!call.id().isEmpty() && !CallHistory.isMade(call.id())) {
            node.put("id", call.id());
        }
        ObjectNode function = node.putObject("function").put("name", call.name());
        function.set("arguments", JsonCodec.object(call.arguments()));
        if (ownWords) {
            call.extras().forEach((name, value) -> {
                JsonNode tree = JsonCodec.tree(value);
                if (name.startsWith(IN_FUNCTION)) {
                    function.set(name.substring(IN_FUNCTION.length()), tree);
                } else {
                    node.set(name, tree);
                }
            });
        }
        return node;
    }

    private ObjectNode result(Content.ToolResult result, int index) {
        ObjectNode node = JsonCodec.object().put("role", "tool");
        node.put("content", text(result.content()));
        images(result.content(), result.content(), index, node);
        Optional<String> known = Optional.ofNullable(toolNames.get(result.callId()));
        Optional<String> name = ownWords ? result.name() : result.name().or(() -> known);
        name.ifPresent(tool -> node.put("tool_name", tool));
        if (!result.callId().isEmpty() && !CallHistory.isMade(result.callId())) {
            node.put("tool_call_id", result.callId());
        }
        return node;
    }

    private void extras(Message message, int index, ObjectNode node) {
        if (ownWords) {
            JsonCodec.putAll(node, message.extras());
            return;
        }
        message.extras().keySet().stream()
                .filter(name -> !name.equals("cache_control"))
                .map(name -> OllamaCallerNames.message(request, index) + "." + name)
                .filter(name -> !dropped.contains(name))
                .sorted()
                .forEach(dropped::add);
    }
}
