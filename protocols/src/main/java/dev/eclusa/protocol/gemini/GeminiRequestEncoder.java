package dev.eclusa.protocol.gemini;

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
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a generateContent request from a request of any dialect; model and streaming are said by the path. */
final class GeminiRequestEncoder {
    /** Models that take a level of thinking instead of a budget. */
    private static final Pattern LEVELS = Pattern.compile(".*gemini-([3-9]|[1-9]\\d).*");

    private static final int MOST_STOPS = 5;

    private final ChatRequest request;
    private final RequestTarget target;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    GeminiRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.dropped = new Dropped(request.dialect(), GeminiDialect.NAME, false);
    }

    EncodedRequest encode() {
        boolean levels = LEVELS.matcher(target.model()).matches();
        GeminiContentWriter contents = new GeminiContentWriter(request, dropped, levels);
        ArrayNode written = contents.contents();
        contents.system().ifPresent(system -> body.set("systemInstruction", system));
        body.set("contents", written);
        dropped.extras(body, request.extras(), "");
        GeminiTools.write(request, dropped, body);
        ObjectNode config = body.path("generationConfig") instanceof ObjectNode own ? own : JsonCodec.object();
        sampling(request.sampling(), config);
        request.format().ifPresent(format -> format(format, config));
        request.reasoning().ifPresent(reasoning -> reasoning(reasoning, levels, config));
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }

    private void sampling(Sampling sampling, ObjectNode config) {
        sampling.maxTokens().ifPresent(tokens -> config.put("maxOutputTokens", tokens));
        number("temperature", sampling.temperature(), config);
        number("topP", sampling.topP(), config);
        sampling.topK().ifPresent(topK -> config.put("topK", topK));
        stop(sampling.stop(), config);
        sampling.seed().ifPresent(seed -> config.set("seed", JsonCodec.tree(new Json(seed))));
        number("presencePenalty", sampling.presencePenalty(), config);
        number("frequencyPenalty", sampling.frequencyPenalty(), config);
        sampling.candidates().ifPresent(candidates -> config.put("candidateCount", candidates));
        if (sampling.logprobs()) {
            config.put("responseLogprobs", true);
        }
        sampling.topLogprobs().ifPresent(count -> config.put("logprobs", count));
    }

    private static void number(String name, OptionalDouble value, ObjectNode config) {
        value.ifPresent(number -> config.put(name, BigDecimal.valueOf(number).stripTrailingZeros()));
    }

    private void stop(List<String> texts, ObjectNode config) {
        if (texts.isEmpty()) {
            return;
        }
        ArrayNode stop = config.putArray("stopSequences");
        int most = dropped.own() ? texts.size() : MOST_STOPS;
        texts.stream().limit(most).forEach(stop::add);
        if (texts.size() > most) {
            dropped.field("stop");
        }
    }

    private void format(ResponseFormat format, ObjectNode config) {
        switch (format) {
            case ResponseFormat.Text text -> config.put("responseMimeType", "text/plain");
            case ResponseFormat.JsonObject object -> config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema schema -> {
                JsonNode tree = JsonCodec.tree(schema.schema());
                config.put("responseMimeType", "application/json");
                config.set("responseJsonSchema", tree);
            }
        }
    }

    private void reasoning(Reasoning reasoning, boolean levels, ObjectNode config) {
        if (!dropped.own() && !target.reasons()) {
            if (reasoning.enabled()) {
                dropped.field("reasoning_effort");
            }
            return;
        }
        ObjectNode thinking = config.putObject("thinkingConfig");
        if (dropped.own()) {
            reasoning.budgetTokens().ifPresent(budget -> thinking.put("thinkingBudget", budget));
            reasoning.effort().ifPresent(effort -> thinking.put("thinkingLevel", effort));
            reasoning.includeThoughts().ifPresent(include -> thinking.put("includeThoughts", include));
        } else if (levels) {
            thinking.put("thinkingLevel", level(reasoning));
            thinking.put("includeThoughts", reasoning.enabled());
        } else {
            reasoning.budget().ifPresent(budget -> thinking.put("thinkingBudget", reasoning.enabled() ? budget : 0));
            if (!reasoning.enabled()) {
                thinking.put("thinkingBudget", 0);
            }
            thinking.put("includeThoughts", reasoning.enabled());
        }
    }

    /** These models cannot do without thinking; low is the least all of them take. */
    private static String level(Reasoning reasoning) {
        String effort = reasoning.enabled() ? reasoning.effortOrNearest() : "low";
        return switch (effort) {
            case "none", "minimal", "low" -> "low";
            default -> "high";
        };
    }
}
