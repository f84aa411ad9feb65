package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the items of an input in order: thoughts, words and calls of the model's that follow each other are one turn. */
final class ResponsesInputReader {
    private static final Set<String> MESSAGE = Set.of("type", "role", "content", "id", "status", "phase");

    private final List<Message> messages = new ArrayList<>();
    private final List<Content> turn = new ArrayList<>();

    List<Message> read(List<RequestFields> items) {
        items.forEach(this::item);
        endTurn();
        return messages;
    }

    private void item(RequestFields item) {
        String type = item.text("type").orElse("message");
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> turn.add(call(item));
            case "reasoning" -> turn.add(thought(item));
            case "function_call_output" -> add(Role.TOOL, result(item));
            default -> foreign(type, item);
        }
    }

    private void message(RequestFields item) {
        Map<String, Json> extras = item.others(MESSAGE);
        switch (item.value("role").asString("")) {
            case "user" -> add(new Message(Role.USER, ResponsesPartReader.content(item, "content"), extras));
            case "system" -> add(new Message(Role.SYSTEM, ResponsesPartReader.content(item, "content"), extras));
            case "developer" -> add(new Message(Role.DEVELOPER, ResponsesPartReader.content(item, "content"), extras));
            case "assistant" -> turn.addAll(ResponsesPartReader.content(item, "content"));
            default -> throw item.wrong("role", "must be user, assistant, system or developer");
        }
    }

    private static Content call(RequestFields item) {
        String id = item.requiredText("call_id");
        String arguments = item.text("arguments").orElse("");
        return new Content.ToolCall(
                SignedIds.id(id),
                item.requiredText("name"),
                arguments.isBlank() ? Json.EMPTY_OBJECT : new Json(arguments),
                SignedIds.signature(id),
                item.others(Set.of("type", "id", "call_id", "name", "arguments", "status")));
    }

    private static Content result(RequestFields item) {
        return new Content.ToolResult(
                SignedIds.id(item.requiredText("call_id")),
                Optional.empty(),
                ResponsesPartReader.content(item, "output"),
                false,
                item.others(Set.of("type", "id", "call_id", "output", "status")));
    }

    /** A thought: signed by a provider of another dialect, or this dialect's own, which nobody else can read. */
    private static Content thought(RequestFields item) {
        String text = words(item, "summary").isEmpty() ? words(item, "content") : words(item, "summary");
        Optional<String> encrypted = item.text("encrypted_content");
        return encrypted.filter(ResponsesSeal::isMarked).isPresent()
                ? ResponsesSeal.content(text, encrypted.get())
                : new Content.Thinking(text, Optional.empty(), item.others(Set.of("type")));
    }

    private static String words(RequestFields item, String name) {
        return StreamSupport.stream(item.value(name).spliterator(), false)
                .map(part -> part.path("text").asString(""))
                .collect(Collectors.joining("\n\n"));
    }

    /** Calls of hosted tools are the model's, what comes back from tools the caller's. */
    private void foreign(String type, RequestFields item) {
        Content opaque = new Content.Opaque(type, JsonCodec.json(item.node()));
        if (type.endsWith("_output") || type.endsWith("_response")) {
            add(Role.USER, opaque);
        } else {
            turn.add(opaque);
        }
    }

    private void add(Role role, Content content) {
        add(new Message(role, List.of(content), Map.of()));
    }

    private void add(Message message) {
        endTurn();
        messages.add(message);
    }

    private void endTurn() {
        if (!turn.isEmpty()) {
            messages.add(new Message(Role.ASSISTANT, turn, Map.of()));
            turn.clear();
        }
    }
}
