package dev.eclusa.protocol.anthropic;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.RequestFields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much to think: {@code thinking} (enabled with a budget, adaptive, disabled) and {@code output_config.effort}.
 *
 * <p>A budget is at least 1024 tokens and leaves as many for the answer (Anthropic's documentation of extended thinking,
 * read 2026-08).
 */
public final class AnthropicReasoning {
    private static final long LEAST = 1024;

    private AnthropicReasoning() {}

    /**
     * What was read.
     *
     * @param rest fields of {@code thinking} that the vocabulary has no word for
     */
    record Read(Optional<Reasoning> reasoning, ObjectNode rest) {}

    static Read read(RequestFields fields) {
        Optional<String> effort = fields.nestedOrEmpty("output_config").text("effort");
        if (!fields.has("thinking")) {
            return new Read(effort.map(Reasoning::effort), JsonCodec.object());
        }
        RequestFields thinking = fields.nested("thinking");
        String type = thinking.requiredText("type");
        ObjectNode rest = fields.rest("thinking", Set.of("type", "budget_tokens"));
        if (effort.isPresent()) {
            rest.put("type", type);
        }
        OptionalLong budget = thinking.whole("budget_tokens", 0);
        return new Read(Optional.of(new Reasoning(!type.equals("disabled"), effort, budget, Optional.empty())), rest);
    }

    /** Writes a caller's own words back. */
    static void writeOwn(Reasoning reasoning, ObjectNode body) {
        reasoning
                .effort()
                .ifPresent(effort -> body.withObjectProperty("output_config").put("effort", effort));
        ObjectNode thinking = body.path("thinking") instanceof ObjectNode rest ? rest : JsonCodec.object();
        if (reasoning.budgetTokens().isPresent()) {
            thinking.put("type", "enabled")
                    .put("budget_tokens", reasoning.budgetTokens().getAsLong());
        } else if (reasoning.effort().isEmpty()) {
            thinking.put("type", reasoning.enabled() ? "adaptive" : "disabled");
        }
        if (!thinking.isEmpty()) {
            body.set("thinking", thinking);
        }
    }

    /** The budget a caller of another dialect meant; empty when there is no room to think, or history forbids it. */
    public static OptionalLong budget(ChatRequest request, Reasoning reasoning, long maxTokens) {
        long wanted = Math.max(LEAST, reasoning.budget().orElse(LEAST * 8));
        long room = maxTokens - LEAST;
        return room < LEAST || answersUnthoughtCalls(request.messages())
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(wanted, room));
    }

    /** Whether the turn being continued called tools without signed thinking before; Anthropic refuses to think then. */
    private static boolean answersUnthoughtCalls(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
            if (!hasResult(messages.get(last))) {
                return false;
            }
            last--;
        }
        return last >= 0
                && messages.get(last).content().stream().noneMatch(AnthropicReasoning::isProven)
                && messages.get(last).content().stream().anyMatch(Content.ToolCall.class::isInstance);
    }

    private static boolean hasResult(Message message) {
        return message.content().stream().anyMatch(Content.ToolResult.class::isInstance);
    }

    private static boolean isProven(Content part) {
        return part instanceof Content.RedactedThinking
                || (part instanceof Content.Thinking thinking
                        && thinking.signature().isPresent());
    }
}
