package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.anthropic.AnthropicSchemas;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a Converse request from a request of any dialect. Model and stream are said by the path. */
final class BedrockRequestEncoder {
    private static final double LEAST_TOP_P_WHILE_THINKING = 0.95;

    private final ChatRequest request;
    private final RequestTarget target;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    BedrockRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.dropped = new Dropped(request.dialect(), BedrockDialect.NAME, false);
    }

    EncodedRequest encode() {
        boolean cachePoints = dropped.own() || BedrockFamily.takesCachePoints(target.model());
        BedrockMessageWriter writer =
                new BedrockMessageWriter(request, dropped, new BedrockBlockWriter(dropped, cachePoints));
        ArrayNode messages = writer.messages();
        dropped.extras(body, request.extras(), "");
        body.set("messages", messages);
        format(writer);
        if (!writer.system().isEmpty()) {
            body.set("system", writer.system());
        }
        boolean thinks = reasoning();
        BedrockTools.write(request, dropped, cachePoints, !thinks, body);
        sampling(request.sampling(), thinks);
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    /** Writes how much to think; answers whether that forbids other fields. */
    private boolean reasoning() {
        if (request.reasoning().isEmpty()) {
            return false;
        }
        Reasoning reasoning = request.reasoning().get();
        if (dropped.own()) {
            BedrockModelFields.writeOwn(reasoning, target.model(), body);
            return false;
        }
        if (reasoning.enabled() && !target.reasons()) {
            dropped.field("reasoning_effort");
        }
        return reasoning.enabled()
                && target.reasons()
                && BedrockModelFields.write(request, reasoning, target, dropped, body);
    }

    private void sampling(Sampling sampling, boolean thinks) {
        ObjectNode config = JsonCodec.object();
        sampling.maxTokens().ifPresent(most -> config.put("maxTokens", most));
        temperature(sampling.temperature(), thinks, config);
        sampling.topP().ifPresent(topP -> {
            if (thinks && topP < LEAST_TOP_P_WHILE_THINKING) {
                dropped.field("top_p");
            } else {
                config.put("topP", decimal(topP));
            }
        });
        stop(sampling.stop(), config);
        if (!config.isEmpty()) {
            body.withObjectProperty("inferenceConfig").setAll(config);
        }
        sampling.topK().ifPresent(topK -> {
            if (thinks || topK < 0) {
                dropped.field("top_k");
            } else {
                BedrockModelFields.topK(topK, target.model(), dropped, body);
            }
        });
        unknown(sampling);
    }

    private void unknown(Sampling sampling) {
        sampling.seed().ifPresent(seed -> dropped.field("seed"));
        sampling.presencePenalty().ifPresent(penalty -> dropped.field("presence_penalty"));
        sampling.frequencyPenalty().ifPresent(penalty -> dropped.field("frequency_penalty"));
        if (sampling.candidates().orElse(1) > 1) {
            dropped.field("n");
        }
        if (sampling.logprobs()) {
            dropped.field("logprobs");
        }
    }

    /** The range ends at 1; a thinking Claude takes nothing but 1. */
    private void temperature(OptionalDouble temperature, boolean thinks, ObjectNode config) {
        if (temperature.isEmpty()) {
            return;
        }
        double value = temperature.getAsDouble();
        if (thinks && value != 1) {
            dropped.field("temperature");
        } else {
            config.put("temperature", decimal(dropped.own() ? value : Math.min(value, 1)));
        }
    }

    private void stop(List<String> texts, ObjectNode config) {
        ArrayNode stop = JsonCodec.array();
        for (String text : texts) {
            if (text.isBlank() && !dropped.own()) {
                dropped.field("stop");
            } else {
                stop.add(text);
            }
        }
        if (!stop.isEmpty()) {
            config.set("stopSequences", stop);
        }
    }

    private void format(BedrockMessageWriter writer) {
        request.format().ifPresent(format -> {
            switch (format) {
                case ResponseFormat.Text text -> {}
                case ResponseFormat.JsonObject object -> {
                    writer.addToSystem("Answer with one valid JSON object and nothing else.");
                    dropped.field("response_format");
                }
                case ResponseFormat.JsonSchema schema -> schema(schema, writer);
            }
        });
    }

    /** A model that knows no structured outputs is told the schema in words, which it may or may not follow. */
    private void schema(ResponseFormat.JsonSchema schema, BedrockMessageWriter writer) {
        if (!dropped.own() && !BedrockFamily.takesSchemas(target.model())) {
            writer.addToSystem("Answer with one valid JSON object and nothing else. It must match this JSON schema: "
                    + schema.schema().text());
            dropped.field("response_format");
            return;
        }
        JsonNode tree = JsonCodec.tree(schema.schema());
        ObjectNode format =
                body.withObjectProperty("outputConfig").putObject("textFormat").put("type", "json_schema");
        ObjectNode written = format.putObject("structure").putObject("jsonSchema");
        written.put("schema", JsonCodec.text(dropped.own() ? tree : AnthropicSchemas.closed(tree)));
        written.put("name", schema.name());
        schema.description().ifPresent(words -> written.put("description", words));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }
}
