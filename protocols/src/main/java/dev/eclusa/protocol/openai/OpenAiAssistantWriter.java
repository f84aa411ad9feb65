package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a turn of the model's: its words, what it thought, and the tools it called. */
final class OpenAiAssistantWriter {
    private final OpenAiQuirks quirks;
    private final OpenAiDropped dropped;
    private final OpenAiPartWriter parts;
    private final OpenAiCallIds ids;
    private final ArrayNode content = JsonCodec.array();
    private final StringBuilder thinking = new StringBuilder();
    private final ArrayNode details = JsonCodec.array();
    private final StringBuilder refusal = new StringBuilder();
    private final ArrayNode calls = JsonCodec.array();

    OpenAiAssistantWriter(OpenAiQuirks quirks, OpenAiDropped dropped, OpenAiPartWriter parts, OpenAiCallIds ids) {
        this.quirks = quirks;
        this.dropped = dropped;
        this.parts = parts;
        this.ids = ids;
    }

    ObjectNode write(Message message, String at) {
        for (int i = 0; i < message.content().size(); i++) {
            part(message.content().get(i), dropped.part(at, i));
        }
        ObjectNode node = JsonCodec.object();
        node.put("role", "assistant");
        boolean silent = content.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        if (silent) {
            node.putNull("content");
        } else {
            node.set("content", parts.content(content, ""));
        }
        if (!refusal.isEmpty()) {
            node.put("refusal", refusal.toString());
        }
        if (dropped.own() || quirks.replaysThinking()) {
            putUnlessEmpty(node, "reasoning_content", JsonCodec.string(thinking.toString()), !thinking.isEmpty());
            putUnlessEmpty(node, "reasoning_details", details, !details.isEmpty());
        }
        putUnlessEmpty(node, "tool_calls", calls, !calls.isEmpty());
        dropped.extras(node, message.extras(), at + ".");
        return node;
    }

    private static void putUnlessEmpty(ObjectNode node, String name, JsonNode value, boolean present) {
        if (present) {
            node.set(name, value);
        }
    }

    private void part(Content part, String at) {
        switch (part) {
            case Content.Thinking thought -> thinking(thought);
            case Content.RedactedThinking redacted -> redacted(redacted);
            case Content.Refusal words -> refusal.append(words.text());
            case Content.ToolCall call -> calls.add(call(call, at));
            case Content.Opaque opaque -> {
                if (opaque.type().equals("tool_calls") && dropped.own()) {
                    calls.add(JsonCodec.tree(opaque.value()));
                } else {
                    parts.write(opaque, at, content);
                }
            }
            case Content.Image image -> notSaid(image, at);
            case Content.Audio audio -> notSaid(audio, at);
            case Content.Document document -> notSaid(document, at);
            case Content.Text text -> parts.write(text, at, content);
            case Content.ToolResult result -> dropped.add(at);
        }
    }

    /** An assistant's message holds only words; what the caller of this dialect wrote all the same stays. */
    private void notSaid(Content part, String at) {
        if (dropped.own()) {
            parts.write(part, at, content);
        } else {
            dropped.add(at);
        }
    }

    private void thinking(Content.Thinking thought) {
        if (quirks.thinkingParts()) {
            ObjectNode part = content.addObject();
            part.put("type", "thinking");
            part.putArray("thinking").addObject().put("type", "text").put("text", thought.text());
            return;
        }
        thinking.append(thought.text());
        boolean detailed = thought.signature().isPresent()
                || (dropped.own() && !thought.extras().isEmpty());
        if (detailed) {
            details.add(OpenAiThinking.detail(dropped.own() ? thought : bare(thought)));
        }
    }

    private static Content.Thinking bare(Content.Thinking thought) {
        return new Content.Thinking(thought.text(), thought.signature(), Map.of());
    }

    private void redacted(Content.RedactedThinking redacted) {
        ObjectNode detail = OpenAiWords.encryptedThinking(redacted.data());
        if (dropped.own()) {
            JsonCodec.putAll(detail, redacted.extras());
        }
        details.add(detail);
    }

    private ObjectNode call(Content.ToolCall call, String at) {
        Content.ToolCall named =
                new Content.ToolCall(ids.call(call), call.name(), call.arguments(), Optional.empty(), Map.of());
        ObjectNode node = OpenAiWords.toolCall(named);
        dropped.extras(node, call.extras(), at + ".");
        call.signature()
                .filter(signature -> quirks.replaysThinking())
                .ifPresent(signature -> node.withObjectProperty("extra_content")
                        .withObjectProperty("google")
                        .put("thought_signature", signature));
        return node;
    }
}
