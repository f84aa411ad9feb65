package dev.eclusa.protocol.bedrock;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.anthropic.AnthropicReasoning;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the models' makers call thinking and {@code top_k}: {@code additionalModelRequestFields} and
 * {@code outputConfig.effort}.
 *
 * @param rest fields that the vocabulary has no word for
 */
record BedrockModelFields(Optional<Reasoning> reasoning, OptionalInt topK, ObjectNode rest) {
    static final String NAME = "additionalModelRequestFields";

    /** What Bedrock lets a model answer at most where nothing is said, and thinking must leave room for. */
    private static final long ROOM = 4096;

    static BedrockModelFields read(RequestFields request) {
        RequestFields fields = request.nestedOrEmpty(NAME);
        ObjectNode rest = fields.node() instanceof ObjectNode object ? object.deepCopy() : JsonCodec.object();
        OptionalInt topK = topK(fields, rest);
        Optional<String> effort = request.nestedOrEmpty("outputConfig").text("effort");
        if (effort.isEmpty() && fields.has("reasoning_effort")) {
            effort = fields.text("reasoning_effort");
            rest.remove("reasoning_effort");
        }
        Optional<Reasoning> reasoning = effort.map(Reasoning::effort);
        for (String name : new String[] {"thinking", "reasoning_config", "reasoningConfig"}) {
            if (rest.path(name).isObject()) {
                reasoning = Optional.of(thinking(fields.nested(name), effort));
                rest.remove(name);
            }
        }
        return new BedrockModelFields(reasoning, topK, rest);
    }

    private static Reasoning thinking(RequestFields said, Optional<String> beside) {
        boolean enabled = !said.text("type").orElse("enabled").equals("disabled");
        Optional<String> effort = said.text("maxReasoningEffort").or(() -> beside);
        return new Reasoning(enabled, effort, said.whole("budget_tokens", 0), Optional.empty());
    }

    private static OptionalInt topK(RequestFields fields, ObjectNode rest) {
        OptionalInt claudes = fields.count("top_k", 0);
        if (claudes.isPresent()) {
            rest.remove("top_k");
            return claudes;
        }
        RequestFields nova = fields.value("inferenceConfig").isObject()
                ? fields.nested("inferenceConfig")
                : new RequestFields(JsonCodec.object(), "");
        OptionalInt novas = nova.count("topK", 0);
        if (novas.isPresent() && rest.path("inferenceConfig") instanceof ObjectNode inside) {
            inside.remove("topK");
            if (inside.isEmpty()) {
                rest.remove("inferenceConfig");
            }
        }
        return novas;
    }

    /** Writes a caller's own words back. */
    static void writeOwn(Reasoning reasoning, String model, ObjectNode body) {
        Optional<String> effort = reasoning.effort();
        if (BedrockFamily.of(model) == BedrockFamily.NOVA) {
            nova(reasoning, effort, body);
        } else if (reasoning.budgetTokens().isPresent() || effort.isEmpty()) {
            ObjectNode thinking = body.withObjectProperty(NAME).putObject("thinking");
            thinking.put(
                    "type",
                    reasoning.enabled() ? reasoning.budgetTokens().isPresent() ? "enabled" : "adaptive" : "disabled");
            reasoning.budgetTokens().ifPresent(budget -> thinking.put("budget_tokens", budget));
        } else {
            effort(effort.get(), model, body);
        }
    }

    private static void nova(Reasoning reasoning, Optional<String> effort, ObjectNode body) {
        ObjectNode config = body.withObjectProperty(NAME).putObject("reasoningConfig");
        config.put("type", reasoning.enabled() ? "enabled" : "disabled");
        effort.filter(said -> reasoning.enabled()).ifPresent(said -> config.put("maxReasoningEffort", said));
    }

    private static void effort(String effort, String model, ObjectNode body) {
        if (BedrockFamily.of(model) == BedrockFamily.CLAUDE) {
            body.withObjectProperty("outputConfig").put("effort", effort);
        } else {
            body.withObjectProperty(NAME).put("reasoning_effort", effort);
        }
    }

    /** Writes how much a caller of another dialect wants thought; answers whether that forbids other fields. */
    static boolean write(
            ChatRequest request, Reasoning reasoning, RequestTarget target, Dropped dropped, ObjectNode body) {
        switch (BedrockFamily.of(target.model())) {
            case CLAUDE -> {
                return claude(request, reasoning, target.maxOutput(), dropped, body);
            }
            case NOVA -> nova(reasoning, Optional.of(nearest(reasoning)), body);
            case GPT -> effort(nearest(reasoning), target.model(), body);
            case OTHER -> dropped.field("reasoning_effort");
        }
        return false;
    }

    private static boolean claude(
            ChatRequest request, Reasoning reasoning, OptionalLong most, Dropped dropped, ObjectNode body) {
        OptionalLong said = request.sampling().maxTokens();
        long limit = said.orElse(most.orElse(reasoning.budget().orElse(ROOM) + 2 * ROOM));
        OptionalLong budget = AnthropicReasoning.budget(request, reasoning, limit);
        if (budget.isEmpty()) {
            dropped.field("reasoning_effort");
            return false;
        }
        if (said.isEmpty()) {
            body.withObjectProperty("inferenceConfig").put("maxTokens", limit);
        }
        ObjectNode thinking = body.withObjectProperty(NAME).putObject("thinking");
        thinking.put("type", "enabled").put("budget_tokens", budget.getAsLong());
        return true;
    }

    /** The nearest of the three efforts that Nova and the open models know. */
    private static String nearest(Reasoning reasoning) {
        return switch (reasoning.effortOrNearest()) {
            case "none", "minimal", "low" -> "low";
            case "high", "xhigh", "max" -> "high";
            default -> "medium";
        };
    }

    /** Writes how many tokens are drawn from; a model whose word for it nobody knows is not told. */
    static void topK(int topK, String model, Dropped dropped, ObjectNode body) {
        switch (BedrockFamily.of(model)) {
            case CLAUDE -> body.withObjectProperty(NAME).put("top_k", topK);
            case NOVA ->
                body.withObjectProperty(NAME)
                        .withObjectProperty("inferenceConfig")
                        .put("topK", topK);
            case GPT, OTHER -> {
                if (dropped.own()) {
                    body.withObjectProperty(NAME).put("top_k", topK);
                } else {
                    dropped.field("top_k");
                }
            }
        }
    }
}
