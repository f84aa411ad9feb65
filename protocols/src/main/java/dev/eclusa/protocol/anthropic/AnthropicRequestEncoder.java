package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Sampling;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a messages request from a request of any dialect. */
final class AnthropicRequestEncoder {
    /** For a model whose limit nobody knows. */
    private static final long USUAL_LIMIT = 4096;

    private static final double LEAST_TOP_P_WHILE_THINKING = 0.95;

    private final ChatRequest request;
    private final RequestTarget target;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    AnthropicRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.dropped = new Dropped(request.dialect(), AnthropicDialect.NAME, true);
    }

    EncodedRequest encode() {
        Sampling sampling = request.sampling();
        long maxTokens = sampling.maxTokens().orElse(target.maxOutput().orElse(USUAL_LIMIT));
        body.put("model", target.model());
        if (!dropped.own() || sampling.maxTokens().isPresent()) {
            body.put("max_tokens", maxTokens);
        }
        AnthropicMessageWriter writer = new AnthropicMessageWriter(request, dropped);
        ArrayNode messages = writer.messages();
        format(writer);
        writer.system().ifPresent(system -> body.set("system", system));
        body.set("messages", messages);
        dropped.extras(body, request.extras(), "");
        boolean thinks = reasoning(maxTokens);
        AnthropicTools.write(request, dropped, !thinks, body);
        sampling(sampling, thinks);
        request.user().ifPresent(user -> body.withObjectProperty("metadata").put("user_id", user));
        if (request.stream()) {
            body.put("stream", true);
        }
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    /** Writes how much to think; answers whether that forbids other fields. */
    private boolean reasoning(long maxTokens) {
        if (request.reasoning().isEmpty()) {
            return false;
        }
        Reasoning reasoning = request.reasoning().get();
        if (dropped.own()) {
            AnthropicReasoning.writeOwn(reasoning, body);
            return false;
        }
        if (!reasoning.enabled()) {
            return false;
        }
        OptionalLong budget =
                target.reasons() ? AnthropicReasoning.budget(request, reasoning, maxTokens) : OptionalLong.empty();
        if (budget.isEmpty()) {
            dropped.field("reasoning_effort");
            return false;
        }
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget.getAsLong());
        return true;
    }

    private void sampling(Sampling sampling, boolean thinks) {
        temperature(sampling.temperature(), thinks);
        sampling.topP().ifPresent(topP -> {
            if (thinks && topP < LEAST_TOP_P_WHILE_THINKING) {
                dropped.field("top_p");
            } else {
                body.put("top_p", decimal(topP));
            }
        });
        sampling.topK().ifPresent(topK -> {
            if (thinks || topK < 0) {
                dropped.field("top_k");
            } else {
                body.put("top_k", topK);
            }
        });
        stop(sampling.stop());
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

    /** Anthropic's range ends at 1; while thinking nothing but 1 is taken. */
    private void temperature(OptionalDouble temperature, boolean thinks) {
        if (temperature.isEmpty()) {
            return;
        }
        double value = temperature.getAsDouble();
        if (thinks && value != 1) {
            dropped.field("temperature");
        } else {
            body.put("temperature", decimal(dropped.own() ? value : Math.min(value, 1)));
        }
    }

    private void stop(List<String> texts) {
        ArrayNode stop = JsonCodec.array();
        for (String text : texts) {
            if (text.isBlank() && !dropped.own()) {
                dropped.field("stop");
            } else {
                stop.add(text);
            }
        }
        if (!stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
    }

    private void format(AnthropicMessageWriter writer) {
        request.format().ifPresent(format -> {
            switch (format) {
                case ResponseFormat.Text text -> {}
                case ResponseFormat.JsonObject object -> {
                    writer.addToSystem("Answer with one valid JSON object and nothing else.");
                    dropped.field("response_format");
                }
                case ResponseFormat.JsonSchema schema -> {
                    JsonNode tree = JsonCodec.tree(schema.schema());
                    body.withObjectProperty("output_config")
                            .putObject("format")
                            .put("type", "json_schema")
                            .set("schema", dropped.own() ? tree : AnthropicSchemas.closed(tree));
                }
            }
        });
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }
}
