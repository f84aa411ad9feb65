package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a messages request. */
final class AnthropicRequestDecoder {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "stream",
            "tools",
            "tool_choice",
            "thinking",
            "output_config",
            "metadata");

    private AnthropicRequestDecoder() {}

    static ChatRequest decode(ObjectNode body) {
        RequestFields fields = new RequestFields(body, "");
        Map<String, Json> extras = fields.others(KNOWN);
        AnthropicReasoning.Read reasoning = AnthropicReasoning.read(fields);
        keep(extras, "thinking", reasoning.rest());
        keep(extras, "output_config", fields.rest("output_config", Set.of("effort", "format")));
        keep(extras, "metadata", fields.rest("metadata", Set.of("user_id")));
        return new ChatRequest(
                AnthropicDialect.NAME,
                fields.requiredText("model"),
                messages(fields),
                AnthropicTools.read(fields),
                AnthropicTools.choice(fields),
                AnthropicTools.parallel(fields),
                sampling(fields),
                format(fields, extras),
                reasoning.reasoning(),
                fields.flag("stream").orElse(false),
                true,
                fields.nestedOrEmpty("metadata").text("user_id"),
                extras);
    }

    private static void keep(Map<String, Json> extras, String name, ObjectNode rest) {
        if (!rest.isEmpty()) {
            extras.put(name, JsonCodec.json(rest));
        }
    }

    private static List<Message> messages(RequestFields fields) {
        List<Message> messages = new ArrayList<>();
        if (fields.has("system")) {
            List<Content> system = AnthropicBlockReader.content(fields, "system");
            if (!system.isEmpty()) {
                messages.add(new Message(Role.SYSTEM, system, Map.of()));
            }
        }
        if (!fields.value("messages").isArray() || fields.value("messages").isEmpty()) {
            throw fields.wrong("messages", "must be a list of at least one message");
        }
        fields.objects("messages").forEach(message -> messages.add(message(message)));
        return messages;
    }

    private static Message message(RequestFields message) {
        Role role = switch (message.value("role").asString("")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw message.wrong("role", "must be user or assistant");
        };
        return new Message(
                role, AnthropicBlockReader.content(message, "content"), message.others(Set.of("role", "content")));
    }

    private static Sampling sampling(RequestFields fields) {
        return new Sampling(
                fields.whole("max_tokens", 0),
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                fields.count("top_k", 0),
                fields.texts("stop_sequences"),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                false,
                OptionalInt.empty());
    }

    /** Structured outputs, where they stand today or where their beta had them. */
    private static Optional<ResponseFormat> format(RequestFields fields, Map<String, Json> extras) {
        JsonNode format = fields.value("output_config").path("format");
        JsonNode beta = fields.value("output_format");
        JsonNode said = format.isObject() ? format : beta;
        if (!said.path("type").asString("").equals("json_schema")
                || !said.path("schema").isObject()) {
            return Optional.empty();
        }
        extras.remove("output_format");
        return Optional.of(new ResponseFormat.JsonSchema(
                "response", Optional.empty(), JsonCodec.json(said.path("schema")), Optional.empty()));
    }
}
