package dev.eclusa.protocol.ollama;

import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** The {@code think} field: on, off, or a level. */
final class OllamaThink {
    private static final Set<String> LEVELS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    private static final Reasoning ON = new Reasoning(true, Optional.empty(), OptionalLong.empty(), Optional.empty());

    private OllamaThink() {}

    static Optional<Reasoning> decode(JsonNode request) {
        JsonNode think = request.path("think");
        if (OllamaFields.absent(think)) {
            return Optional.empty();
        }
        if (think.isBoolean()) {
            return Optional.of(think.booleanValue() ? ON : Reasoning.effort("none"));
        }
        OllamaFields.require(
                think.isString() && LEVELS.contains(think.asString()), "think", "must be true, false or a level");
        return Optional.of(Reasoning.effort(think.asString()));
    }

    /**
     * The field for a model.
     *
     * @param ownWords whether the effort is in Ollama's words already
     */
    static JsonNode encode(Reasoning reasoning, String model, boolean ownWords) {
        if (!reasoning.enabled()) {
            return BooleanNode.FALSE;
        }
        if (reasoning.effort().isPresent() && ownWords) {
            return JsonCodec.string(reasoning.effort().get());
        }
        boolean said =
                reasoning.effort().isPresent() || reasoning.budgetTokens().isPresent();
        return said && takesLevels(model) ? JsonCodec.string(level(reasoning)) : BooleanNode.TRUE;
    }

    /** Other models refuse a level. */
    private static boolean takesLevels(String model) {
        return model.contains("gpt-oss");
    }

    private static String level(Reasoning reasoning) {
        return switch (reasoning.effortOrNearest()) {
            case "none", "minimal", "low" -> "low";
            case "high", "xhigh", "max" -> "high";
            default -> "medium";
        };
    }
}
