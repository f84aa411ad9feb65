package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The content blocks of one answer being read, by their index. Only calls say that they begin. */
final class BedrockBlocks {
    private final Map<Integer, Block> open = new HashMap<>();
    private int calls;

    /** A block that has begun. */
    private static final class Block {
        private int call = -1;
        private boolean argued;
        private final StringBuilder signature = new StringBuilder();
        private final ByteArrayOutputStream redacted = new ByteArrayOutputStream(0);
    }

    /** Reads a block of a whole answer. */
    void whole(int index, JsonNode block, EventSink sink) {
        if (block.has("toolUse")) {
            start(index, block, sink);
            argue(block(index), arguments(block.path("toolUse").path("input")), sink);
        } else if (block.path("reasoningContent").has("reasoningText")) {
            thought(index, block.path("reasoningContent").path("reasoningText"), sink);
        } else if (block.path("citationsContent").isObject()) {
            block.path("citationsContent").path("content").forEach(part -> delta(index, part, sink));
            citations(block.path("citationsContent").path("citations"), sink);
        } else {
            delta(index, block, sink);
        }
        stop(index, sink);
    }

    private static String arguments(JsonNode input) {
        return input.isMissingNode() || input.isEmpty() ? "" : JsonCodec.text(input);
    }

    /** Reads a block's start; what the model's own server-side tools do is no call of the caller's. */
    void start(int index, JsonNode start, EventSink sink) {
        JsonNode use = start.path("toolUse");
        if (!use.isObject() || use.path("type").asString("").equals(BedrockWords.SERVER_TOOL)) {
            extra(start, sink);
            return;
        }
        Block block = block(index);
        block.call = calls++;
        String id = use.path("toolUseId").asString("");
        sink.accept(new ChatEvent.ToolCallStarted(
                0, block.call, SignedIds.id(id), use.path("name").asString(""), SignedIds.signature(id)));
    }

    void delta(int index, JsonNode delta, EventSink sink) {
        if (delta.path("text").isString()) {
            text(delta.path("text").asString(), sink);
        } else if (delta.path("toolUse").isObject()) {
            argue(block(index), delta.path("toolUse").path("input").asString(""), sink);
        } else if (delta.path("reasoningContent").isObject()) {
            thought(index, delta.path("reasoningContent"), sink);
        } else if (delta.path("citation").isObject()) {
            citations(JsonCodec.array().add(delta.path("citation")), sink);
        } else {
            extra(delta, sink);
        }
    }

    private void thought(int index, JsonNode thought, EventSink sink) {
        String text = thought.path("text").asString("");
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.ThinkingDelta(0, text));
        }
        Block block = block(index);
        block.signature.append(thought.path("signature").asString(""));
        block.redacted.writeBytes(bytes(thought.path("redactedContent").asString("")));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            return new byte[0];
        }
    }

    /** Ends a block: its signature is whole now, and a call nobody gave arguments has none. */
    void stop(int index, EventSink sink) {
        Block block = open.remove(index);
        if (block == null) {
            return;
        }
        if (!block.signature.isEmpty()) {
            sink.accept(new ChatEvent.ThinkingSigned(0, block.signature.toString()));
        }
        if (block.redacted.size() > 0) {
            sink.accept(new ChatEvent.ThinkingRedacted(0, BedrockBytes.text(block.redacted.toByteArray())));
        }
        if (block.call >= 0 && !block.argued) {
            sink.accept(new ChatEvent.ToolCallDelta(0, block.call, "{}"));
        }
    }

    private Block block(int index) {
        return open.computeIfAbsent(index, begun -> new Block());
    }

    private static void argue(Block block, String fragment, EventSink sink) {
        if (!fragment.isEmpty() && block.call >= 0) {
            block.argued = true;
            sink.accept(new ChatEvent.ToolCallDelta(0, block.call, fragment));
        }
    }

    private static void text(String text, EventSink sink) {
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, text));
        }
    }

    private static void citations(JsonNode citations, EventSink sink) {
        if (citations.isArray() && !citations.isEmpty()) {
            sink.accept(new ChatEvent.Extra(0, "citations", JsonCodec.json(citations)));
        }
    }

    private static void extra(JsonNode block, EventSink sink) {
        block.propertyStream()
                .findFirst()
                .ifPresent(kind -> sink.accept(new ChatEvent.Extra(0, kind.getKey(), JsonCodec.json(block))));
    }
}
