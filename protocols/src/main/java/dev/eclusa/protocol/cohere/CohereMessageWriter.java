package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.CallIds;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the messages. Each tool result is a message of its own, directly after the calls; pictures a tool returned follow in
 * a message of the user's, since tools answer in words.
 */
final class CohereMessageWriter {
    private final List<Message> messages;
    private final Dropped dropped;
    private final CoherePartWriter parts;
    private final CallIds ids = new CallIds(UnaryOperator.identity());
    private final ArrayNode out = JsonCodec.array();
    private ArrayNode shown = JsonCodec.array();

    CohereMessageWriter(ChatRequest request, Dropped dropped) {
        this.messages = request.messages();
        this.dropped = dropped;
        this.parts = new CoherePartWriter(dropped);
    }

    ArrayNode write() {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String at = dropped.message(messages, i);
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> plain("system", message, at);
                case USER, TOOL -> user(message, at);
                case ASSISTANT -> assistant(message, at);
            }
        }
        show();
        return out;
    }

    private void plain(String role, Message message, String at) {
        show();
        ArrayNode content = JsonCodec.array();
        for (int i = 0; i < message.content().size(); i++) {
            parts.write(message.content().get(i), dropped.part(at, i), content);
        }
        ObjectNode node = out.addObject().put("role", role);
        node.set("content", CoherePartWriter.content(content));
        dropped.extras(node, message.extras(), at + ".");
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
            List<Content> rest = message.content().stream()
                    .filter(part -> !(part instanceof Content.ToolResult))
                    .toList();
            plain("user", new Message(Role.USER, rest, results > 0 ? Map.of() : message.extras()), at);
        }
    }

    private void result(Content.ToolResult result, Message message, String at) {
        ObjectNode node = out.addObject().put("role", "tool").put("tool_call_id", ids.result(result));
        ArrayNode words = JsonCodec.array();
        for (Content part : result.content()) {
            parts.write(part, at, part instanceof Content.Image ? shown : words);
        }
        node.set("content", CoherePartWriter.content(words));
        if (result.error()) {
            dropped.add(at + ".is_error");
        }
        dropped.extras(node, result.extras(), at + ".");
        dropped.extras(node, message.extras(), at + ".");
    }

    /** The words before calls are the plan that led to them. */
    private void assistant(Message message, String at) {
        show();
        ArrayNode content = JsonCodec.array();
        ArrayNode calls = JsonCodec.array();
        boolean plans = message.content().stream().anyMatch(Content.ToolCall.class::isInstance);
        for (int i = 0; i < message.content().size(); i++) {
            Content part = message.content().get(i);
            String where = dropped.part(at, i);
            if (part instanceof Content.ToolCall call) {
                calls.add(call(call, where));
            } else if (!(plans && part instanceof Content.Text)) {
                parts.write(part, where, content);
            }
        }
        ObjectNode node = out.addObject().put("role", "assistant");
        if (!content.isEmpty() || calls.isEmpty()) {
            node.set("content", CoherePartWriter.content(content));
        }
        if (plans && !message.text().isEmpty()) {
            node.put("tool_plan", message.text());
        }
        if (!calls.isEmpty()) {
            node.set("tool_calls", calls);
        }
        dropped.extras(node, message.extras(), at + ".");
    }

    private ObjectNode call(Content.ToolCall call, String at) {
        ObjectNode node = CoherePartWriter.call(ids.call(call), call.name(), call.arguments());
        dropped.extras(node, call.extras(), at + ".");
        return node;
    }

    private void show() {
        if (!shown.isEmpty()) {
            out.addObject().put("role", "user").set("content", shown);
            shown = JsonCodec.array();
        }
    }
}
