package dev.eclusa.protocol.cohere;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.DataUrl;
import dev.eclusa.protocol.SignedIds;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a request. What a model planned before it called tools is its text before the calls. */
final class CohereMessageReader {
    private CohereMessageReader() {}

    static Message read(RequestFields message) {
        return switch (message.value("role").asString("")) {
            case "system" -> plain(Role.SYSTEM, message);
            case "developer" -> plain(Role.DEVELOPER, message);
            case "user" -> plain(Role.USER, message);
            case "assistant" -> assistant(message);
            case "tool" -> result(message);
            default -> throw message.wrong("role", "must be system, user, assistant or tool");
        };
    }

    private static Message plain(Role role, RequestFields message) {
        return new Message(role, content(message), message.others(Set.of("role", "content")));
    }

    private static Message assistant(RequestFields message) {
        List<Content> content = new ArrayList<>(content(message));
        message.text("tool_plan").filter(plan -> !plan.isEmpty()).ifPresent(plan -> content.add(Content.text(plan)));
        message.objects("tool_calls").forEach(call -> content.add(call(call)));
        Map<String, Json> others = message.others(Set.of("role", "content", "tool_plan", "tool_calls"));
        return new Message(Role.ASSISTANT, content, others);
    }

    private static Content call(RequestFields call) {
        RequestFields function = call.nested("function");
        String arguments = function.text("arguments").orElse("");
        String id = call.text("id").orElse("");
        return new Content.ToolCall(
                SignedIds.id(id),
                function.requiredText("name"),
                arguments.isBlank() ? Json.EMPTY_OBJECT : new Json(arguments),
                SignedIds.signature(id),
                call.others(Set.of("id", "type", "function")));
    }

    private static Message result(RequestFields message) {
        Content result = new Content.ToolResult(
                SignedIds.id(message.text("tool_call_id").orElse("")),
                Optional.empty(),
                content(message),
                false,
                Map.of());
        return new Message(Role.TOOL, List.of(result), message.others(Set.of("role", "content", "tool_call_id")));
    }

    private static List<Content> content(RequestFields message) {
        JsonNode content = message.value("content");
        if (!message.has("content")) {
            return List.of();
        }
        if (content.isString()) {
            return content.asString().isEmpty() ? List.of() : List.of(Content.text(content.asString()));
        }
        if (!content.isArray()) {
            throw message.wrong("content", "must be a string or a list of parts");
        }
        return message.objects("content").stream()
                .map(CohereMessageReader::part)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Content> part(RequestFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> text(part);
            case "thinking" ->
                Optional.of(new Content.Thinking(
                        part.text("thinking").orElse(""), Optional.empty(), part.others(Set.of("type", "thinking"))));
            case "image_url" -> Optional.of(image(part));
            case "document" -> Optional.of(Content.text(document(part.nested("document"))));
            default -> Optional.of(new Content.Opaque(type, JsonCodec.json(part.node())));
        };
    }

    /** Clients send an empty text where a turn has only calls. */
    private static Optional<Content> text(RequestFields part) {
        String words = part.requiredText("text");
        Map<String, Json> others = part.others(Set.of("type", "text"));
        return words.isEmpty() && others.isEmpty() ? Optional.empty() : Optional.of(new Content.Text(words, others));
    }

    private static Content image(RequestFields part) {
        if (part.value("image_url").isString()) {
            Content.Source source = DataUrl.source(part.requiredText("image_url"), Optional.empty());
            return new Content.Image(source, Optional.empty(), Map.of());
        }
        RequestFields image = part.nested("image_url");
        return new Content.Image(
                DataUrl.source(image.requiredText("url"), Optional.empty()),
                image.text("detail"),
                part.others(Set.of("type", "image_url")));
    }

    /** What a tool found: words, alone or as the one field that clients put them into, or fields as JSON. */
    private static String document(RequestFields document) {
        JsonNode data = document.value("data");
        JsonNode words = data.size() == 1 && data.path("output").isString() ? data.path("output") : data;
        return words.isString() ? words.asString() : JsonCodec.text(data.isMissingNode() ? document.node() : data);
    }
}
