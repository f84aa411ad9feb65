package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.CallIds;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the messages. Each tool result becomes a message of its own, directly after the calls; pictures a tool returned
 * follow in a message of the user's, since tool messages hold only text.
 */
final class OpenAiMessageWriter {
    private final List<Message> messages;
    private final OpenAiQuirks quirks;
    private final Dropped dropped;
    private final OpenAiPartWriter parts;
    private final CallIds ids;
    private final ArrayNode out = JsonCodec.array();
    private ArrayNode shown = JsonCodec.array();

    OpenAiMessageWriter(ChatRequest request, OpenAiQuirks quirks, Dropped dropped) {
        this.messages = request.messages();
        this.quirks = quirks;
        this.dropped = dropped;
        this.parts = new OpenAiPartWriter(quirks, dropped);
        this.ids = new CallIds(quirks::callId);
    }

    ArrayNode write() {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String at = dropped.message(messages, i);
            switch (message.role()) {
                case SYSTEM -> plain("system", message, at);
                case DEVELOPER -> plain(quirks.noDeveloperRole() ? "system" : "developer", message, at);
                case USER, TOOL -> user(message, at);
                case ASSISTANT -> {
                    show();
                    out.add(new OpenAiAssistantWriter(quirks, dropped, parts, ids).write(message, at));
                }
            }
        }
        show();
        return out;
    }

    private void plain(String role, Message message, String at) {
        show();
        out.add(message(role, message, at));
    }

    private ObjectNode message(String role, Message message, String at) {
        ObjectNode node = JsonCodec.object();
        node.put("role", role);
        ArrayNode content = JsonCodec.array();
        for (int i = 0; i < message.content().size(); i++) {
            parts.write(message.content().get(i), dropped.part(at, i), content);
        }
        node.set("content", message.role() == Role.USER ? parts.content(content) : parts.content(content, "\n"));
        dropped.extras(node, message.extras(), at + ".");
        return node;
    }

    /** Results stand first, as they must follow their calls; what the user says beside them comes after. */
    private void user(Message message, String at) {
        int results = 0;
        for (int i = 0; i < message.content().size(); i++) {
            if (message.content().get(i) instanceof Content.ToolResult result) {
                result(result, message, dropped.part(at, i));
                results++;
            }
        }
        if (results == 0 || results < message.content().size()) {
            show();
            List<Content> rest = message.content().stream()
                    .filter(part -> !(part instanceof Content.ToolResult))
                    .toList();
            out.add(message("user", new Message(Role.USER, rest, results > 0 ? Map.of() : message.extras()), at));
        }
    }

    private void result(Content.ToolResult result, Message message, String at) {
        ObjectNode node = JsonCodec.object();
        node.put("role", "tool");
        node.put("tool_call_id", ids.result(result));
        if (dropped.own()) {
            result.name().ifPresent(name -> node.put("name", name));
        }
        ArrayNode texts = JsonCodec.array();
        for (Content part : result.content()) {
            boolean said = part instanceof Content.Text || dropped.own();
            parts.write(part, at, said ? texts : shown);
        }
        node.set("content", parts.content(texts, "\n"));
        if (result.error() && !dropped.own()) {
            dropped.add(at + ".is_error");
        }
        dropped.extras(node, result.extras(), at + ".");
        dropped.extras(node, message.extras(), at + ".");
        out.add(node);
    }

    private void show() {
        if (!shown.isEmpty()) {
            ObjectNode node = JsonCodec.object();
            node.put("role", "user");
            node.set("content", shown);
            out.add(node);
            shown = JsonCodec.array();
        }
    }
}
