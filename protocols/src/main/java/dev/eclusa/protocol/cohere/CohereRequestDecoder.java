package dev.eclusa.protocol.cohere;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a chat request. Log probabilities, which Cohere tells by its own token ids, stay a word of this dialect. */
final class CohereRequestDecoder {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "max_tokens",
            "temperature",
            "p",
            "k",
            "stop_sequences",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stream");

    private CohereRequestDecoder() {}

    static ChatRequest decode(ObjectNode body, String pathModel) {
        RequestFields fields = new RequestFields(body, "");
        Map<String, Json> extras = fields.others(KNOWN);
        Optional<ToolChoice> choice = CohereToolReader.choice(fields, extras);
        Optional<ResponseFormat> format = format(fields, extras);
        Optional<Reasoning> reasoning = reasoning(fields, extras);
        return new ChatRequest(
                CohereDialect.NAME,
                pathModel.isEmpty() ? fields.requiredText("model") : pathModel,
                messages(fields),
                CohereToolReader.tools(fields),
                choice,
                Optional.empty(),
                sampling(fields),
                format,
                reasoning,
                fields.flag("stream").orElse(false),
                true,
                Optional.empty(),
                extras);
    }

    private static List<Message> messages(RequestFields fields) {
        JsonNode list = fields.value("messages");
        if (!list.isArray()) {
            throw fields.wrong("messages", list.isMissingNode() ? "is missing" : "must be a list");
        }
        if (list.isEmpty()) {
            throw fields.wrong("messages", "is empty: send at least one message");
        }
        List<Message> messages = new ArrayList<>(list.size());
        fields.objects("messages").forEach(message -> messages.add(CohereMessageReader.read(message)));
        return messages;
    }

    private static Sampling sampling(RequestFields fields) {
        return new Sampling(
                fields.whole("max_tokens", 0),
                fields.number("temperature", 0, 2),
                fields.number("p", 0, 1),
                fields.count("k", 0),
                fields.texts("stop_sequences"),
                fields.seed("seed"),
                fields.number("presence_penalty", -2, 2),
                fields.number("frequency_penalty", -2, 2),
                OptionalInt.empty(),
                false,
                OptionalInt.empty());
    }

    /** A schema stands beside the type of any JSON. */
    private static Optional<ResponseFormat> format(RequestFields fields, Map<String, Json> extras) {
        if (!fields.has("response_format")) {
            return Optional.empty();
        }
        RequestFields format = fields.nested("response_format");
        Optional<ResponseFormat> read = switch (format.requiredText("type")) {
            case "text" -> Optional.of(new ResponseFormat.Text());
            case "json_object" -> Optional.of(json(format));
            default -> Optional.empty();
        };
        read.ifPresent(understood -> extras.remove("response_format"));
        return read;
    }

    private static ResponseFormat json(RequestFields format) {
        for (String name : List.of("json_schema", "schema")) {
            if (format.value(name).isObject()) {
                return new ResponseFormat.JsonSchema(
                        "response", Optional.empty(), JsonCodec.json(format.value(name)), Optional.empty());
            }
        }
        return new ResponseFormat.JsonObject();
    }

    private static Optional<Reasoning> reasoning(RequestFields fields, Map<String, Json> extras) {
        if (!fields.has("thinking")) {
            return Optional.empty();
        }
        RequestFields thinking = fields.nested("thinking");
        extras.remove("thinking");
        return Optional.of(new Reasoning(
                !thinking.text("type").orElse("enabled").equals("disabled"),
                Optional.empty(),
                thinking.whole("token_budget", 0),
                Optional.empty()));
    }
}
