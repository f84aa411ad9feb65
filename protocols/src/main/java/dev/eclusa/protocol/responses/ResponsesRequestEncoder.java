package dev.eclusa.protocol.responses;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a response from a request of any dialect. */
final class ResponsesRequestEncoder {
    private final ChatRequest request;
    private final RequestTarget target;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    ResponsesRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.dropped = new Dropped(request.dialect(), ResponsesDialect.NAME, false);
    }

    EncodedRequest encode() {
        body.put("model", target.model());
        body.set("input", new ResponsesInputWriter(request.messages(), dropped).write());
        new ResponsesToolWriter(request, dropped).write(body);
        sampling(request.sampling());
        request.format().ifPresent(format -> format(format, body.withObjectProperty("text")));
        request.reasoning().ifPresent(this::reasoning);
        request.user().ifPresent(user -> body.put("user", user));
        if (request.stream()) {
            body.put("stream", true);
        }
        if (dropped.own()) {
            own();
        } else {
            dropped.extras(body, request.extras(), "");
        }
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    /** A caller's own extras; a dot in a name is an object around it. */
    private void own() {
        Map<String, Json> flat = new LinkedHashMap<>();
        request.extras().forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                flat.put(name, value);
            } else {
                body.withObjectProperty(name.substring(0, dot)).set(name.substring(dot + 1), JsonCodec.tree(value));
            }
        });
        boolean include = flat.containsKey("include") && body.has("include");
        ArrayNode wanted = include ? (ArrayNode) body.get("include") : JsonCodec.array();
        JsonCodec.putAll(body, flat);
        if (include && body.get("include") instanceof ArrayNode others) {
            others.addAll(wanted);
        }
    }

    private void sampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(tokens -> body.put("max_output_tokens", tokens));
        number("temperature", sampling.temperature());
        number("top_p", sampling.topP());
        sampling.topLogprobs().ifPresent(count -> body.put("top_logprobs", count));
        if (sampling.logprobs()) {
            body.putArray("include").add(ResponsesRequestDecoder.LOGPROBS);
        }
        unsaid("top_k", sampling.topK().isPresent());
        unsaid("stop", !sampling.stop().isEmpty());
        unsaid("seed", sampling.seed().isPresent());
        unsaid("presence_penalty", sampling.presencePenalty().isPresent());
        unsaid("frequency_penalty", sampling.frequencyPenalty().isPresent());
        unsaid("n", sampling.candidates().orElse(1) > 1);
    }

    private void unsaid(String field, boolean wanted) {
        if (wanted) {
            dropped.field(field);
        }
    }

    private void number(String name, OptionalDouble value) {
        value.ifPresent(number -> body.put(name, BigDecimal.valueOf(number).stripTrailingZeros()));
    }

    private static void format(ResponseFormat format, ObjectNode text) {
        ObjectNode node = text.putObject("format");
        switch (format) {
            case ResponseFormat.Text plain -> node.put("type", "text");
            case ResponseFormat.JsonObject object -> node.put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> {
                node.put("type", "json_schema");
                node.put("name", schema.name());
                schema.description().ifPresent(description -> node.put("description", description));
                schema.strict().ifPresent(strict -> node.put("strict", strict));
                node.set("schema", JsonCodec.tree(schema.schema()));
            }
        }
    }

    private void reasoning(Reasoning reasoning) {
        if (!dropped.own() && !target.reasons()) {
            unsaid("reasoning_effort", reasoning.enabled());
            return;
        }
        ObjectNode node = body.withObjectProperty("reasoning");
        if (!dropped.own() || reasoning.effort().isPresent()) {
            String effort = reasoning.enabled() ? reasoning.effortOrNearest() : "none";
            node.put("effort", effort.equals("max") ? "high" : effort);
        }
        if (reasoning.includeThoughts().orElse(false)) {
            node.put("summary", "auto");
        }
    }
}
