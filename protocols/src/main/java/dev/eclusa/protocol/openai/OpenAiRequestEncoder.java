package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a chat completions request from a request of any dialect. */
final class OpenAiRequestEncoder {
    private final ChatRequest request;
    private final RequestTarget target;
    private final OpenAiQuirks quirks;
    private final OpenAiDropped dropped;
    private final ObjectNode body = JsonCodec.object();

    OpenAiRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.quirks = new OpenAiQuirks(target.quirks(), target.model());
        this.dropped = new OpenAiDropped(request.dialect(), quirks.cacheControl());
    }

    EncodedRequest encode() {
        body.put("model", target.model());
        body.set("messages", new OpenAiMessageWriter(request, quirks, dropped).write());
        new OpenAiToolWriter(request, dropped).write(body);
        sampling(request.sampling());
        request.format().ifPresent(format -> body.set("response_format", format(format)));
        request.user().filter(user -> !quirks.noUser()).ifPresent(user -> body.put("user", user));
        dropped.extras(body, request.extras(), "");
        request.reasoning().ifPresent(this::reasoning);
        if (request.stream()) {
            stream();
        }
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    private void sampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(tokens -> body.put(quirks.maxTokens(), tokens));
        number("temperature", sampling.temperature());
        number("top_p", sampling.topP());
        number("presence_penalty", sampling.presencePenalty());
        number("frequency_penalty", sampling.frequencyPenalty());
        sampling.topK().ifPresent(this::topK);
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        sampling.seed().ifPresent(seed -> body.set(quirks.seed(), JsonCodec.tree(new Json(seed))));
        sampling.candidates().ifPresent(candidates -> body.put("n", candidates));
        if (sampling.logprobs()) {
            body.put("logprobs", true);
        }
        sampling.topLogprobs().ifPresent(alternatives -> body.put("top_logprobs", alternatives));
    }

    private void number(String name, OptionalDouble value) {
        value.ifPresent(number -> body.put(name, BigDecimal.valueOf(number).stripTrailingZeros()));
    }

    private void topK(int topK) {
        if (dropped.own() || quirks.topK()) {
            body.put("top_k", topK);
        } else {
            dropped.add(dropped.topK());
        }
    }

    private static ObjectNode format(ResponseFormat format) {
        ObjectNode node = JsonCodec.object();
        switch (format) {
            case ResponseFormat.Text text -> node.put("type", "text");
            case ResponseFormat.JsonObject object -> node.put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> {
                node.put("type", "json_schema");
                ObjectNode inner = node.putObject("json_schema");
                inner.put("name", schema.name());
                schema.description().ifPresent(description -> inner.put("description", description));
                schema.strict().ifPresent(strict -> inner.put("strict", strict));
                inner.set("schema", JsonCodec.tree(schema.schema()));
            }
        }
        return node;
    }

    private void reasoning(Reasoning reasoning) {
        if (dropped.own()) {
            OpenAiReasoning.writeOwn(reasoning, body);
        } else if (target.reasons()) {
            OpenAiReasoning.write(reasoning, quirks.reasoningObject(), body);
        } else if (reasoning.enabled()) {
            dropped.add(dropped.reasoning());
        }
    }

    /** Usage is always asked for, since it is what the call is charged by. */
    private void stream() {
        body.put("stream", true);
        if (quirks.noStreamOptions()) {
            body.remove("stream_options");
        } else {
            body.withObjectProperty("stream_options").put("include_usage", true);
        }
    }
}
