package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.EventSink;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The content blocks of one answer being read, by their index. */
final class AnthropicBlocks {
    private final Map<Integer, Block> open = new HashMap<>();
    private int calls;

    /** A block that has begun. */
    private static final class Block {
        private final int call;
        private boolean argued;
        private final StringBuilder signature = new StringBuilder();

        private Block(int call) {
            this.call = call;
        }
    }

    void start(int index, JsonNode block, EventSink sink) {
        String type = block.path("type").asString("");
        boolean isCall = type.equals("tool_use");
        Block opened = new Block(isCall ? calls++ : -1);
        open.put(index, opened);
        switch (type) {
            case "text" -> {
                text(block.path("text"), sink);
                citations(block.path("citations"), sink);
            }
            case "thinking" -> {
                thinking(block.path("thinking"), sink);
                opened.signature.append(block.path("signature").asString(""));
            }
            case "redacted_thinking" ->
                sink.accept(new ChatEvent.ThinkingRedacted(0, block.path("data").asString("")));
            case "tool_use" -> call(opened, block, sink);
            default -> sink.accept(new ChatEvent.Extra(0, type, JsonCodec.json(block)));
        }
    }

    private static void call(Block opened, JsonNode block, EventSink sink) {
        String id = block.path("id").asString("");
        String name = block.path("name").asString("");
        sink.accept(new ChatEvent.ToolCallStarted(0, opened.call, SignedIds.id(id), name, SignedIds.signature(id)));
        if (!block.path("input").isEmpty()) {
            argue(opened, JsonCodec.text(block.path("input")), sink);
        }
    }

    void delta(int index, JsonNode delta, EventSink sink) {
        Block block = open.get(index);
        switch (delta.path("type").asString("")) {
            case "text_delta" -> text(delta.path("text"), sink);
            case "thinking_delta" -> thinking(delta.path("thinking"), sink);
            case "signature_delta" -> {
                if (block != null) {
                    block.signature.append(delta.path("signature").asString(""));
                }
            }
            case "input_json_delta" -> {
                if (block != null && block.call >= 0) {
                    argue(block, delta.path("partial_json").asString(""), sink);
                }
            }
            case "citations_delta" -> citations(JsonCodec.array().add(delta.path("citation")), sink);
            default -> {}
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
        if (block.call >= 0 && !block.argued) {
            sink.accept(new ChatEvent.ToolCallDelta(0, block.call, "{}"));
        }
    }

    /** Ends what an attempt spliced before this one left open. */
    void forget() {
        open.clear();
    }

    private static void argue(Block block, String fragment, EventSink sink) {
        if (!fragment.isEmpty()) {
            block.argued = true;
            sink.accept(new ChatEvent.ToolCallDelta(0, block.call, fragment));
        }
    }

    private static void text(JsonNode text, EventSink sink) {
        if (!text.asString("").isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, text.asString("")));
        }
    }

    private static void thinking(JsonNode text, EventSink sink) {
        if (!text.asString("").isEmpty()) {
            sink.accept(new ChatEvent.ThinkingDelta(0, text.asString("")));
        }
    }

    private static void citations(JsonNode citations, EventSink sink) {
        if (citations.isArray() && !citations.isEmpty()) {
            sink.accept(new ChatEvent.Extra(0, "citations", JsonCodec.json(citations)));
        }
    }
}
