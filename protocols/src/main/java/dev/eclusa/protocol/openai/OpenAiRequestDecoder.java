package dev.eclusa.protocol.openai;

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
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a chat completions request. */
final class OpenAiRequestDecoder {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "functions",
            "parallel_tool_calls",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "logprobs",
            "top_logprobs",
            "stream",
            "user");

    private OpenAiRequestDecoder() {}

    static ChatRequest decode(ObjectNode body, String pathModel) {
        RequestFields fields = new RequestFields(body, "");
        Map<String, Json> extras = fields.others(KNOWN);
        String model = pathModel.isEmpty() ? fields.requiredText("model") : pathModel;
        List<Message> messages = messages(fields);
        Optional<ToolChoice> choice = OpenAiToolReader.choice(fields, extras);
        Optional<ResponseFormat> format = format(fields, extras);
        Optional<Reasoning> reasoning = OpenAiReasoning.read(fields, extras);
        return new ChatRequest(
                "openai",
                model,
                messages,
                OpenAiToolReader.tools(fields),
                choice,
                fields.flag("parallel_tool_calls"),
                sampling(fields),
                format,
                reasoning,
                fields.flag("stream").orElse(false),
                includeUsage(fields, extras),
                fields.text("user"),
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
        OpenAiMessageReader reader = new OpenAiMessageReader();
        List<Message> messages = new ArrayList<>(list.size());
        for (JsonNode message : list) {
            messages.add(reader.read(message, messages.size()));
        }
        return messages;
    }

    private static Sampling sampling(RequestFields fields) {
        OptionalLong newer = fields.whole("max_completion_tokens", 0);
        OptionalLong older = fields.whole("max_tokens", 0);
        return new Sampling(
                newer.isPresent() ? newer : older,
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                fields.count("top_k", -1),
                fields.texts("stop"),
                fields.seed("seed"),
                fields.number("presence_penalty", -2, 2),
                fields.number("frequency_penalty", -2, 2),
                fields.count("n", 1),
                fields.flag("logprobs").orElse(false),
                fields.count("top_logprobs", 0));
    }

    private static Optional<ResponseFormat> format(RequestFields fields, Map<String, Json> extras) {
        if (!fields.has("response_format")) {
            return Optional.empty();
        }
        RequestFields format = fields.nested("response_format");
        Optional<ResponseFormat> read = switch (format.requiredText("type")) {
            case "text" -> Optional.of(new ResponseFormat.Text());
            case "json_object" -> Optional.of(new ResponseFormat.JsonObject());
            case "json_schema" -> schema(format.nested("json_schema"));
            default -> Optional.empty();
        };
        read.ifPresent(understood -> extras.remove("response_format"));
        return read;
    }

    private static Optional<ResponseFormat> schema(RequestFields format) {
        if (!format.value("schema").isObject()) {
            return Optional.empty();
        }
        return Optional.of(new ResponseFormat.JsonSchema(
                format.text("name").orElse("response"),
                format.text("description"),
                JsonCodec.json(format.value("schema")),
                format.flag("strict")));
    }

    /** Reads the one stream option that has a word of its own; others stay among the extras. */
    private static boolean includeUsage(RequestFields fields, Map<String, Json> extras) {
        if (!fields.has("stream_options")) {
            return false;
        }
        RequestFields options = fields.nested("stream_options");
        ObjectNode others = JsonCodec.object();
        JsonCodec.putAll(others, options.others(Set.of("include_usage")));
        if (others.isEmpty()) {
            extras.remove("stream_options");
        } else {
            extras.put("stream_options", JsonCodec.json(others));
        }
        return options.flag("include_usage").orElse(false);
    }
}
