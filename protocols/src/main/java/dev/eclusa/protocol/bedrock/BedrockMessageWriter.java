package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the conversation as the service wants it: system prompts apart, the user first, turns alternating, results of tools
 * before whatever is said beside them, a word beside every document. Messages of this dialect's own callers stay as they are.
 */
final class BedrockMessageWriter {
    /** Stands where the service wants words and there are none; a blank is refused. */
    private static final String NO_WORDS = ".";

    private final ChatRequest request;
    private final Dropped dropped;
    private final BedrockBlockWriter blocks;
    private final ArrayNode system = JsonCodec.array();
    private final List<Turn> turns = new ArrayList<>();

    /** One message being written; results stand before other blocks. */
    private record Turn(String role, ArrayNode results, ArrayNode said, Map<String, Json> extras) {
        boolean isEmpty() {
            return results.isEmpty() && said.isEmpty();
        }
    }

    BedrockMessageWriter(ChatRequest request, Dropped dropped, BedrockBlockWriter blocks) {
        this.request = request;
        this.dropped = dropped;
        this.blocks = blocks;
    }

    ArrayNode messages() {
        List<Message> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            String at = dropped.message(messages, i);
            Message message = messages.get(i);
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> system(message, at);
                case USER, TOOL -> turn("user", message, at);
                case ASSISTANT -> turn("assistant", message, at);
            }
        }
        if (!dropped.own()) {
            userFirst();
        }
        ArrayNode written = JsonCodec.array();
        turns.forEach(turn -> written.add(written(turn)));
        return written;
    }

    /** The system prompt's blocks. */
    ArrayNode system() {
        return system;
    }

    /** Adds a line of ours to the system prompt. */
    void addToSystem(String text) {
        system.addObject().put("text", text);
    }

    private void system(Message message, String at) {
        write(message, at, system, system);
    }

    private void turn(String role, Message message, String at) {
        if (!turns.isEmpty() && turns.getLast().isEmpty() && !dropped.own()) {
            turns.removeLast();
        }
        Turn turn = turns.isEmpty() || dropped.own() || !turns.getLast().role().equals(role)
                ? open(role, message)
                : turns.getLast();
        write(message, at, turn.results(), turn.said());
    }

    private void write(Message message, String at, ArrayNode results, ArrayNode said) {
        for (int i = 0; i < message.content().size(); i++) {
            Content part = message.content().get(i);
            boolean first = part instanceof Content.ToolResult && !dropped.own();
            blocks.write(part, dropped.part(at, i), first ? results : said);
        }
        if (!dropped.own()) {
            dropped.extras(JsonCodec.object(), message.extras(), at + ".");
        }
    }

    private Turn open(String role, Message message) {
        Turn turn = new Turn(role, JsonCodec.array(), JsonCodec.array(), dropped.own() ? message.extras() : Map.of());
        turns.add(turn);
        return turn;
    }

    private void userFirst() {
        if (!turns.isEmpty() && turns.getLast().isEmpty()) {
            turns.removeLast();
        }
        if (turns.isEmpty() || turns.getFirst().role().equals("assistant")) {
            ArrayNode said = JsonCodec.array();
            said.addObject().put("text", NO_WORDS);
            turns.addFirst(new Turn("user", JsonCodec.array(), said, Map.of()));
        }
    }

    private ObjectNode written(Turn turn) {
        ObjectNode node = JsonCodec.object().put("role", turn.role());
        ArrayNode content = turn.results();
        content.addAll(turn.said());
        if (!dropped.own() && has(content, "document") && !has(content, "text")) {
            content.addObject().put("text", NO_WORDS);
        }
        node.set("content", content);
        JsonCodec.putAll(node, turn.extras());
        return node;
    }

    private static boolean has(ArrayNode content, String kind) {
        return content.valueStream().map(JsonNode.class::cast).anyMatch(block -> block.has(kind));
    }
}
