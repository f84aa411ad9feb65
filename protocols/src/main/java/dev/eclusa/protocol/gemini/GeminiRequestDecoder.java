package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads a generateContent request. */
final class GeminiRequestDecoder {
    private static final Set<String> KNOWN =
            Set.of("model", "contents", "systemInstruction", "generationConfig", "tools", "toolConfig");

    private GeminiRequestDecoder() {}

    static ChatRequest decode(ObjectNode body, String pathModel, boolean stream) {
        RequestFields fields = new RequestFields(body, "");
        Map<String, Json> extras = fields.others(KNOWN);
        RequestFields config = fields.nestedOrEmpty("generationConfig");
        ObjectNode rest = GeminiConfig.unknown(config);
        if (!rest.isEmpty()) {
            extras.put("generationConfig", JsonCodec.json(rest));
        }
        return new ChatRequest(
                GeminiDialect.NAME,
                pathModel.isEmpty() ? fields.requiredText("model") : pathModel,
                messages(fields),
                GeminiTools.read(fields),
                GeminiTools.choice(fields, extras),
                Optional.empty(),
                GeminiConfig.sampling(config),
                GeminiConfig.format(config),
                GeminiConfig.reasoning(config),
                stream,
                true,
                Optional.empty(),
                extras);
    }

    private static List<Message> messages(RequestFields fields) {
        List<Message> messages = new ArrayList<>();
        GeminiPartReader parts = new GeminiPartReader();
        if (fields.has("systemInstruction")) {
            List<Content> system = system(fields, parts);
            if (!system.isEmpty()) {
                messages.add(new Message(Role.SYSTEM, system, Map.of()));
            }
        }
        List<RequestFields> contents = contents(fields);
        if (contents.isEmpty()) {
            throw fields.wrong("contents", "must be a list of at least one content");
        }
        for (RequestFields content : contents) {
            messages.add(message(content, parts, messages.size()));
        }
        return messages;
    }

    private static List<Content> system(RequestFields fields, GeminiPartReader parts) {
        if (fields.value("systemInstruction").isString()) {
            return List.of(Content.text(fields.value("systemInstruction").asString()));
        }
        return parts.read(fields.nested("systemInstruction"), 0).stream()
                .filter(part ->
                        !(part instanceof Content.Text text && text.text().isEmpty()))
                .toList();
    }

    /** A single content is taken too, as Google's interface does. */
    private static List<RequestFields> contents(RequestFields fields) {
        return fields.value("contents").isObject() ? List.of(fields.nested("contents")) : fields.objects("contents");
    }

    /** A content without a role is the user's. */
    private static Message message(RequestFields content, GeminiPartReader parts, int number) {
        Role role = switch (content.text("role").orElse("user")) {
            case "model" -> Role.ASSISTANT;
            case "user", "function", "tool" -> Role.USER;
            case "system" -> Role.SYSTEM;
            default -> throw content.wrong("role", "must be user or model");
        };
        return new Message(role, parts.read(content, number), content.others(Set.of("role", "parts")));
    }
}
