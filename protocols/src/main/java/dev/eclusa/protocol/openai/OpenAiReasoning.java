package dev.eclusa.protocol.openai;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much to think, in the three forms compatible providers know: {@code reasoning_effort} (OpenAI), {@code reasoning}
 * (OpenRouter) and {@code thinking} (DeepSeek, Z.ai). The first found is understood, another beside it stays an extra.
 */
final class OpenAiReasoning {
    private static final Set<String> OBJECT = Set.of("effort", "max_tokens", "exclude", "enabled");
    private static final Set<String> THINKING = Set.of("type", "budget_tokens");

    private OpenAiReasoning() {}

    static Optional<Reasoning> read(RequestFields fields, Map<String, Json> extras) {
        if (fields.has("reasoning_effort")) {
            extras.remove("reasoning_effort");
            return fields.text("reasoning_effort").map(Reasoning::effort);
        }
        if (fields.value("reasoning").isObject()) {
            keepOthers("reasoning", OBJECT, fields, extras);
            return Optional.of(object(fields.nested("reasoning")));
        }
        String type = fields.value("thinking").path("type").asString("");
        if (type.equals("enabled") || type.equals("disabled")) {
            keepOthers("thinking", THINKING, fields, extras);
            OptionalLong budget = fields.nested("thinking").whole("budget_tokens", 0);
            return Optional.of(new Reasoning(type.equals("enabled"), Optional.empty(), budget, Optional.empty()));
        }
        return Optional.empty();
    }

    /** What has no word in the vocabulary stays an extra under the object's name. */
    private static void keepOthers(String name, Set<String> known, RequestFields fields, Map<String, Json> extras) {
        ObjectNode rest = JsonCodec.object();
        JsonCodec.putAll(rest, fields.nested(name).others(known));
        if (rest.isEmpty()) {
            extras.remove(name);
        } else {
            extras.put(name, JsonCodec.json(rest));
        }
    }

    /** OpenRouter's form always says whether thoughts are wanted; that tells it apart when it is written again. */
    private static Reasoning object(RequestFields reasoning) {
        Optional<String> effort = reasoning.text("effort");
        boolean enabled =
                reasoning.flag("enabled").orElse(true) && !effort.orElse("").equals("none");
        return new Reasoning(
                enabled,
                effort,
                reasoning.whole("max_tokens", 0),
                Optional.of(!reasoning.flag("exclude").orElse(false)));
    }

    /** Writes what the caller of this dialect wrote, in the form it was written in. */
    static void writeOwn(Reasoning reasoning, ObjectNode body) {
        if (reasoning.includeThoughts().isPresent()) {
            ObjectNode object = body.withObjectProperty("reasoning");
            reasoning.effort().ifPresent(effort -> object.put("effort", effort));
            reasoning.budgetTokens().ifPresent(tokens -> object.put("max_tokens", tokens));
            if (!reasoning.includeThoughts().get()) {
                object.put("exclude", true);
            }
            if (reasoning.effort().isEmpty() && reasoning.budgetTokens().isEmpty()) {
                object.put("enabled", reasoning.enabled());
            }
        } else if (reasoning.effort().isPresent()) {
            body.put("reasoning_effort", reasoning.effort().get());
        } else {
            ObjectNode thinking = body.withObjectProperty("thinking");
            thinking.put("type", reasoning.enabled() ? "enabled" : "disabled");
            reasoning.budgetTokens().ifPresent(tokens -> thinking.put("budget_tokens", tokens));
        }
    }

    /** Writes what a caller of another dialect meant. */
    static void write(Reasoning reasoning, boolean asObject, ObjectNode body) {
        String effort = reasoning.enabled() ? effort(reasoning) : "none";
        if (!asObject) {
            body.put("reasoning_effort", effort);
            return;
        }
        ObjectNode object = body.putObject("reasoning");
        if (reasoning.enabled() && reasoning.budgetTokens().isPresent()) {
            object.put("max_tokens", reasoning.budgetTokens().getAsLong());
        } else {
            object.put("effort", effort);
        }
    }

    /** The effort in OpenAI's words; {@code max} is another dialect's. */
    private static String effort(Reasoning reasoning) {
        String effort = reasoning.effortOrNearest();
        return effort.equals("max") ? "high" : effort;
    }
}
