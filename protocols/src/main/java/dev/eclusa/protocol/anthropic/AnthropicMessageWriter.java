package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the conversation: system prompts apart, turns of one speaker joined, and the results of tools before whatever
 * the user says beside them. Messages of this dialect's own callers stay as they are.
 */
final class AnthropicMessageWriter {
    private final ChatRequest request;
    private final Dropped dropped;
    private final AnthropicBlockWriter blocks;
    private final ArrayNode system = JsonCodec.array();
    private final List<Turn> turns = new ArrayList<>();

    /** One message being written; results stand before other blocks. */
    private record Turn(String role, ArrayNode results, ArrayNode said, Map<String, Json> extras) {}

    AnthropicMessageWriter(ChatRequest request, Dropped dropped) {
        this.request = request;
        this.dropped = dropped;
        this.blocks = new AnthropicBlockWriter(dropped);
    }

    ArrayNode messages() {
        List<Message> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            String at = dropped.message(messages, i);
            Message message = messages.get(i);
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> {
                    if (dropped.own() && i > 0) {
                        turn("system", message, at);
                    } else {
                        write(message, at, system);
                    }
                }
                case USER, TOOL -> turn("user", message, at);
                case ASSISTANT -> turn("assistant", message, at);
            }
        }
        ArrayNode written = JsonCodec.array();
        turns.forEach(turn -> written.add(written(turn)));
        return written;
    }

    /** The system prompt: a text where it is one plain text, else blocks; empty where there is none. */
    Optional<JsonNode> system() {
        return system.isEmpty() ? Optional.empty() : Optional.of(plain(system));
    }

    /** Adds a line of ours to the system prompt. */
    void addToSystem(String text) {
        system.addObject().put("type", "text").put("text", text);
    }

    private void turn(String role, Message message, String at) {
        Turn turn = turns.isEmpty() || dropped.own() || !turns.getLast().role().equals(role)
                ? open(role, message)
                : turns.getLast();
        for (int i = 0; i < message.content().size(); i++) {
            Content part = message.content().get(i);
            boolean first = part instanceof Content.ToolResult && !dropped.own();
            blocks.write(part, dropped.part(at, i), first ? turn.results() : turn.said());
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

    private ObjectNode written(Turn turn) {
        ObjectNode node = JsonCodec.object().put("role", turn.role());
        ArrayNode content = turn.results();
        content.addAll(turn.said());
        node.set("content", plain(content));
        JsonCodec.putAll(node, turn.extras());
        return node;
    }

    private void write(Message message, String at, ArrayNode into) {
        for (int i = 0; i < message.content().size(); i++) {
            blocks.write(message.content().get(i), dropped.part(at, i), into);
        }
        if (message.role() == Role.SYSTEM && !dropped.own()) {
            dropped.extras(JsonCodec.object(), message.extras(), at + ".");
        }
    }

    private static JsonNode plain(ArrayNode content) {
        JsonNode first = content.path(0);
        boolean text = content.size() == 1
                && first.size() == 2
                && first.path("type").asString("").equals("text");
        return text ? first.path("text") : content;
    }
}
