package dev.eclusa.protocol.cohere;

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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a chat request from a request of any dialect, within the bounds of Cohere's API reference (November 2026). */
final class CohereRequestEncoder {
    private static final double LEAST_P = 0.01;
    private static final double MOST_P = 0.99;
    private static final int MOST_STOPS = 5;
    private static final int ANSWER = 1024;

    private final ChatRequest request;
    private final RequestTarget target;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    CohereRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.dropped = new Dropped(request.dialect(), CohereDialect.NAME, false);
    }

    EncodedRequest encode() {
        body.put("model", target.model());
        body.set("messages", new CohereMessageWriter(request, dropped).write());
        new CohereToolWriter(request, dropped).write(body);
        sampling(request.sampling());
        request.format().ifPresent(format -> body.set("response_format", format(format)));
        request.reasoning().ifPresent(this::reasoning);
        dropped.extras(body, request.extras(), "");
        if (request.stream()) {
            body.put("stream", true);
        }
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    private void sampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(tokens -> body.put("max_tokens", tokens));
        number("temperature", sampling.temperature());
        sampling.topP().ifPresent(p -> number("p", OptionalDouble.of(Math.clamp(p, LEAST_P, MOST_P))));
        sampling.topK().ifPresent(k -> body.put("k", k));
        penalty("presence_penalty", sampling.presencePenalty());
        penalty("frequency_penalty", sampling.frequencyPenalty());
        stops(sampling);
        sampling.seed().ifPresent(seed -> body.set("seed", JsonCodec.tree(new Json(seed))));
        if (sampling.logprobs()) {
            dropped.field("logprobs");
        }
        sampling.topLogprobs().ifPresent(alternatives -> dropped.field("top_logprobs"));
        if (sampling.candidates().orElse(1) > 1) {
            dropped.field("n");
        }
    }

    private void stops(Sampling sampling) {
        if (!sampling.stop().isEmpty()) {
            ArrayNode stops = body.putArray("stop_sequences");
            sampling.stop().stream().limit(MOST_STOPS).forEach(stops::add);
        }
        if (sampling.stop().size() > MOST_STOPS) {
            dropped.field("stop");
        }
    }

    private void number(String name, OptionalDouble value) {
        value.ifPresent(number -> body.put(name, BigDecimal.valueOf(number).stripTrailingZeros()));
    }

    /** From 0 to 1 there; below, words would be repeated on purpose, which it cannot do. */
    private void penalty(String name, OptionalDouble value) {
        if (value.isPresent() && value.getAsDouble() < 0) {
            dropped.field(name);
        } else {
            value.ifPresent(penalty -> number(name, OptionalDouble.of(Math.min(penalty, 1))));
        }
    }

    private static ObjectNode format(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.Text text -> JsonCodec.object().put("type", "text");
            case ResponseFormat.JsonObject object -> JsonCodec.object().put("type", "json_object");
            case ResponseFormat.JsonSchema schema ->
                JsonCodec.object().put("type", "json_object").set("json_schema", JsonCodec.tree(schema.schema()));
        };
    }

    private void reasoning(Reasoning reasoning) {
        if (!dropped.own() && !target.reasons()) {
            if (reasoning.enabled()) {
                dropped.field("reasoning_effort");
            }
            return;
        }
        ObjectNode thinking = body.putObject("thinking");
        thinking.put("type", reasoning.enabled() ? "enabled" : "disabled");
        if (reasoning.enabled()) {
            reasoning.budget().ifPresent(tokens -> thinking.put("token_budget", roomed(tokens)));
        }
    }

    /** Thinking counts against the limit, and must leave room for an answer. */
    private long roomed(long tokens) {
        OptionalLong most = request.sampling().maxTokens();
        if (dropped.own() || most.isEmpty()) {
            return tokens;
        }
        long limit = most.getAsLong();
        return Math.min(tokens, limit > 2 * ANSWER ? limit - ANSWER : limit / 2);
    }
}
