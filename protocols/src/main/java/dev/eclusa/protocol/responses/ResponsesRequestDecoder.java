package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request for a response. */
final class ResponsesRequestDecoder {
    static final String LOGPROBS = "message.output_text.logprobs";

    private static final String ENCRYPTED = "reasoning.encrypted_content";
    private static final Set<String> KNOWN = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "stream",
            "user",
            "text",
            "reasoning");

    private final RequestFields fields;
    private final Map<String, Json> extras;

    private ResponsesRequestDecoder(RequestFields fields) {
        this.fields = fields;
        this.extras = fields.others(KNOWN);
    }

    static ChatRequest decode(ObjectNode body, String pathModel) {
        return new ResponsesRequestDecoder(new RequestFields(body, "")).read(pathModel);
    }

    private ChatRequest read(String pathModel) {
        String model = pathModel.isEmpty() ? fields.requiredText("model") : pathModel;
        boolean logprobs = included();
        defaults();
        Optional<ToolChoice> choice = ResponsesToolReader.choice(fields, extras);
        Optional<ResponseFormat> format = format();
        Optional<Reasoning> reasoning = reasoning();
        return new ChatRequest(
                ResponsesDialect.NAME,
                model,
                messages(),
                ResponsesToolReader.tools(fields),
                choice,
                fields.flag("parallel_tool_calls"),
                sampling(logprobs),
                format,
                reasoning,
                fields.flag("stream").orElse(false),
                true,
                fields.text("user"),
                extras);
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        fields.text("instructions")
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> messages.add(Message.of(Role.SYSTEM, words)));
        JsonNode input = fields.value("input");
        if (input.isString()) {
            messages.add(Message.of(Role.USER, input.asString()));
        } else {
            messages.addAll(new ResponsesInputReader().read(fields.objects("input")));
        }
        if (input.isEmpty() && !input.isString()) {
            throw fields.wrong("input", "is missing: what a provider keeps is not known to other models");
        }
        return messages;
    }

    private Sampling sampling(boolean logprobs) {
        return new Sampling(
                fields.whole("max_output_tokens", 0),
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                OptionalInt.empty(),
                List.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                logprobs,
                fields.count("top_logprobs", 0));
    }

    /** Takes out what is answered anyway, or has a word of its own; answers whether log probabilities are wanted. */
    private boolean included() {
        boolean logprobs = false;
        ArrayNode others = JsonCodec.array();
        for (String name : fields.texts("include")) {
            logprobs |= name.equals(LOGPROBS);
            if (!name.equals(LOGPROBS) && !name.equals(ENCRYPTED)) {
                others.add(name);
            }
        }
        if (others.isEmpty()) {
            extras.remove("include");
        } else {
            extras.put("include", JsonCodec.json(others));
        }
        return logprobs;
    }

    /** What only says what is so anyway. */
    private void defaults() {
        drop("truncation", "\"disabled\"");
        drop("background", "false");
        drop("service_tier", "\"auto\"");
    }

    private void drop(String name, String json) {
        extras.remove(name, new Json(json));
    }

    private Optional<ResponseFormat> format() {
        if (!fields.has("text")) {
            return Optional.empty();
        }
        RequestFields text = fields.nested("text");
        text.others(Set.of("format")).forEach((name, value) -> extras.put("text." + name, value));
        if (!text.has("format")) {
            return Optional.empty();
        }
        RequestFields format = text.nested("format");
        Optional<ResponseFormat> read = switch (format.requiredText("type")) {
            case "text" -> Optional.of(new ResponseFormat.Text());
            case "json_object" -> Optional.of(new ResponseFormat.JsonObject());
            case "json_schema" -> Optional.of(schema(format));
            default -> Optional.empty();
        };
        if (read.isEmpty()) {
            extras.put("text.format", JsonCodec.json(format.node()));
        }
        return read;
    }

    private static ResponseFormat schema(RequestFields format) {
        return new ResponseFormat.JsonSchema(
                format.text("name").orElse("response"),
                format.text("description"),
                JsonCodec.json(format.nested("schema").node()),
                format.flag("strict"));
    }

    /** A summary is shown wherever the model's thoughts are; asking for one is asking for thoughts. */
    private Optional<Reasoning> reasoning() {
        if (!fields.has("reasoning")) {
            return Optional.empty();
        }
        RequestFields reasoning = fields.nested("reasoning");
        reasoning
                .others(Set.of("effort", "summary", "generate_summary"))
                .forEach((name, value) -> extras.put("reasoning." + name, value));
        Optional<String> effort = reasoning.text("effort");
        Optional<String> summary = reasoning.text("summary").or(() -> reasoning.text("generate_summary"));
        boolean enabled = !effort.equals(Optional.of("none"));
        return effort.isEmpty() && summary.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reasoning(enabled, effort, OptionalLong.empty(), summary.map(how -> true)));
    }
}
