package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.RequestCodec.RequestSource;
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

/** Reads a Converse request. */
final class BedrockRequestDecoder {
    private static final Set<String> KNOWN = Set.of(
            "messages", "system", "inferenceConfig", "toolConfig", "additionalModelRequestFields", "outputConfig");

    private BedrockRequestDecoder() {}

    static ChatRequest decode(RequestSource source) {
        RequestFields fields = new RequestFields(JsonCodec.request(source.body()), "");
        Map<String, Json> extras = fields.others(KNOWN);
        BedrockModelFields special = BedrockModelFields.read(fields);
        keep(extras, BedrockModelFields.NAME, special.rest());
        keep(extras, "outputConfig", fields.rest("outputConfig", Set.of("textFormat", "effort")));
        keep(extras, "inferenceConfig", fields.rest("inferenceConfig", SAMPLED));
        return new ChatRequest(
                BedrockDialect.NAME,
                source.pathModel(),
                messages(fields),
                BedrockTools.read(fields),
                BedrockTools.choice(fields),
                Optional.empty(),
                sampling(fields.nestedOrEmpty("inferenceConfig"), special.topK()),
                format(fields.nestedOrEmpty("outputConfig")),
                special.reasoning(),
                source.pathStream(),
                true,
                Optional.empty(),
                extras);
    }

    private static final Set<String> SAMPLED = Set.of("maxTokens", "temperature", "topP", "stopSequences");

    private static void keep(Map<String, Json> extras, String name, ObjectNode rest) {
        if (!rest.isEmpty()) {
            extras.put(name, JsonCodec.json(rest));
        }
    }

    private static List<Message> messages(RequestFields fields) {
        List<Message> messages = new ArrayList<>();
        if (fields.has("system") && !fields.value("system").isEmpty()) {
            messages.add(new Message(Role.SYSTEM, BedrockBlockReader.content(fields, "system"), Map.of()));
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
            default -> throw message.wrong("role", "must be user or assistant");
        };
        return new Message(
                role, BedrockBlockReader.content(message, "content"), message.others(Set.of("role", "content")));
    }

    private static Sampling sampling(RequestFields fields, OptionalInt topK) {
        return new Sampling(
                fields.whole("maxTokens", 0),
                fields.number("temperature", 0, 2),
                fields.number("topP", 0, 1),
                topK,
                fields.texts("stopSequences"),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                false,
                OptionalInt.empty());
    }

    private static Optional<ResponseFormat> format(RequestFields output) {
        if (!output.has("textFormat")) {
            return Optional.empty();
        }
        RequestFields schema = output.nested("textFormat").nested("structure").nested("jsonSchema");
        JsonNode tree = JsonCodec.tree(new Json(schema.requiredText("schema")));
        if (!tree.isObject()) {
            throw schema.wrong("schema", "must be the text of a JSON object");
        }
        return Optional.of(new ResponseFormat.JsonSchema(
                schema.text("name").orElse("response"),
                schema.text("description"),
                JsonCodec.json(tree),
                Optional.empty()));
    }
}
