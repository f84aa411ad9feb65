package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.CallIds;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a conversation as items: what the model said, thought and called are items of their own. */
final class ResponsesInputWriter {
    private final List<Message> messages;
    private final Dropped dropped;
    private final ResponsesPartWriter parts;
    private final CallIds ids = new CallIds(id -> id);
    private final ArrayNode items = JsonCodec.array();
    private ArrayNode said = JsonCodec.array();

    ResponsesInputWriter(List<Message> messages, Dropped dropped) {
        this.messages = messages;
        this.dropped = dropped;
        this.parts = new ResponsesPartWriter(dropped);
    }

    ArrayNode write() {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String at = dropped.message(messages, i);
            for (int j = 0; j < message.content().size(); j++) {
                part(message.role(), message.content().get(j), dropped.part(at, j));
            }
            end(message, at);
        }
        if (items.isEmpty() && !messages.isEmpty()) {
            items.addObject().put("role", "user").put("content", "");
        }
        return items;
    }

    private void part(Role role, Content part, String at) {
        switch (part) {
            case Content.Thinking thinking -> thought(thinking);
            case Content.RedactedThinking redacted ->
                reasoning("").put("encrypted_content", ResponsesSeal.ofRedacted(redacted.data()));
            case Content.ToolCall call -> call(call, at);
            case Content.ToolResult result -> result(result, at);
            case Content.Opaque opaque -> opaque(opaque, at);
            case Content.Text text -> parts.write(text, role, at, said);
            case Content.Refusal refusal -> parts.write(refusal, role, at, said);
            case Content.Image image -> parts.write(image, role, at, said);
            case Content.Audio audio -> parts.write(audio, role, at, said);
            case Content.Document document -> parts.write(document, role, at, said);
        }
    }

    /** Parts that are no items of their own, so far: a message. */
    private void close(String role) {
        if (!said.isEmpty()) {
            ObjectNode message = items.addObject().put("role", role);
            boolean plain = said.size() == 1
                    && said.path(0).size() == 2
                    && said.path(0).has("text")
                    && !role.equals("assistant");
            message.set("content", plain ? said.path(0).path("text") : said);
            said = JsonCodec.array();
        }
    }

    private void end(Message message, String at) {
        String role = switch (message.role()) {
            case SYSTEM -> "system";
            case DEVELOPER -> "developer";
            case ASSISTANT -> "assistant";
            case USER, TOOL -> "user";
        };
        int before = items.size();
        close(role);
        ObjectNode into = items.size() > before ? (ObjectNode) items.get(before) : JsonCodec.object();
        dropped.extras(into, message.extras(), at + ".");
    }

    /** Thoughts nobody sealed cannot be replayed, but for a caller's own, which go back as they came. */
    private void thought(Content.Thinking thinking) {
        if (thinking.signature().isPresent()) {
            reasoning(thinking.text())
                    .put(
                            "encrypted_content",
                            ResponsesSeal.ofSignature(thinking.signature().get()));
        } else if (dropped.own()) {
            close("assistant");
            JsonCodec.putAll(items.addObject().put("type", "reasoning"), thinking.extras());
        }
    }

    private ObjectNode reasoning(String text) {
        close("assistant");
        ObjectNode item = items.addObject().put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        return item;
    }

    private void call(Content.ToolCall call, String at) {
        close("assistant");
        ObjectNode item = items.addObject().put("type", "function_call");
        item.put("call_id", SignedIds.join(ids.call(call), call.signature()));
        item.put("name", call.name());
        item.put("arguments", call.arguments().text());
        dropped.extras(item, call.extras(), at + ".");
    }

    private void result(Content.ToolResult result, String at) {
        close("user");
        ObjectNode item = items.addObject().put("type", "function_call_output");
        item.put("call_id", ids.result(result));
        ArrayNode output = JsonCodec.array();
        for (Content part : result.content()) {
            parts.write(part, Role.USER, at, output);
        }
        Optional<String> plain = plain(output);
        if (plain.isPresent()) {
            item.put("output", plain.get());
        } else {
            item.set("output", output);
        }
        if (result.error()) {
            dropped.add(at + ".is_error");
        }
        dropped.extras(item, result.extras(), at + ".");
    }

    private static Optional<String> plain(ArrayNode output) {
        boolean plain = output.isEmpty()
                || (output.size() == 1
                        && output.path(0).size() == 2
                        && output.path(0).has("text"));
        return plain ? Optional.of(output.path(0).path("text").asString("")) : Optional.empty();
    }

    private void opaque(Content.Opaque opaque, String at) {
        if (!dropped.own()) {
            dropped.add(at);
        } else if (opaque.type().startsWith("input_")) {
            said.add(JsonCodec.tree(opaque.value()));
        } else {
            close("assistant");
            items.add(JsonCodec.tree(opaque.value()));
        }
    }
}
