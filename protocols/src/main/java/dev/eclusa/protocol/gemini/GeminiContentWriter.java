package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the conversation: system prompts apart, turns of one speaker joined, and the results of tools before whatever
 * the user says beside them.
 */
final class GeminiContentWriter {
    private final ChatRequest request;
    private final Dropped dropped;
    private final GeminiPartWriter parts;
    private final ArrayNode system = JsonCodec.array();
    private final List<Turn> turns = new ArrayList<>();

    private record Turn(String role, ArrayNode results, ArrayNode said, Map<String, Json> extras) {}

    /**
     * A writer for one request.
     *
     * @param signed whether the model refuses calls without a thought signature
     */
    GeminiContentWriter(ChatRequest request, Dropped dropped, boolean signed) {
        this.request = request;
        this.dropped = dropped;
        this.parts = new GeminiPartWriter(dropped, signed);
    }

    ArrayNode contents() {
        List<Message> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            String at = dropped.message(messages, i);
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> write(message, at, system, system);
                case USER, TOOL -> turn("user", message, at);
                case ASSISTANT -> turn("model", message, at);
            }
        }
        ArrayNode written = JsonCodec.array();
        turns.stream().map(GeminiContentWriter::written).forEach(written::add);
        return written;
    }

    /** The system prompt; empty where there is none. */
    Optional<ObjectNode> system() {
        return system.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonCodec.object().set("parts", system));
    }

    private void turn(String role, Message message, String at) {
        boolean joins =
                !dropped.own() && !turns.isEmpty() && turns.getLast().role().equals(role);
        if (!joins) {
            Map<String, Json> extras = dropped.own() ? message.extras() : Map.of();
            turns.add(new Turn(role, JsonCodec.array(), JsonCodec.array(), extras));
        }
        Turn turn = turns.getLast();
        parts.newTurn();
        write(message, at, dropped.own() ? turn.said() : turn.results(), turn.said());
    }

    private void write(Message message, String at, ArrayNode results, ArrayNode said) {
        for (int i = 0; i < message.content().size(); i++) {
            Content part = message.content().get(i);
            parts.write(part, dropped.part(at, i), part instanceof Content.ToolResult ? results : said);
        }
        if (!dropped.own()) {
            dropped.extras(JsonCodec.object(), message.extras(), at + ".");
        }
    }

    private static ObjectNode written(Turn turn) {
        ObjectNode node = JsonCodec.object().put("role", turn.role());
        node.set("parts", turn.results().addAll(turn.said()));
        JsonCodec.putAll(node, turn.extras());
        return node;
    }
}
