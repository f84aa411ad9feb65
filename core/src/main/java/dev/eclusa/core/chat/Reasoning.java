package dev.eclusa.core.chat;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much the model should think before it answers. Effort and budget convert as minimal 1024, low 4096, medium 8192,
 * high 16384 tokens.
 *
 * @param enabled false switches thinking off where that can be said
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, as the caller wrote it
 * @param budgetTokens most tokens to think for
 * @param includeThoughts whether the caller wants to see the thinking, where said
 */
public record Reasoning(
        boolean enabled, Optional<String> effort, OptionalLong budgetTokens, Optional<Boolean> includeThoughts) {

    /** Thinking at an effort. */
    public static Reasoning effort(String effort) {
        return new Reasoning(!effort.equals("none"), Optional.of(effort), OptionalLong.empty(), Optional.empty());
    }

    /** Thinking within a budget of tokens. */
    public static Reasoning budget(long tokens) {
        return new Reasoning(true, Optional.empty(), OptionalLong.of(tokens), Optional.empty());
    }

    /** The budget: as given, or that of the effort; empty when neither was said. */
    public OptionalLong budget() {
        if (budgetTokens.isPresent() || effort.isEmpty()) {
            return budgetTokens;
        }
        return switch (effort.get()) {
            case "none" -> OptionalLong.of(0);
            case "minimal" -> OptionalLong.of(1024);
            case "low" -> OptionalLong.of(4096);
            case "high", "xhigh", "max" -> OptionalLong.of(16384);
            default -> OptionalLong.of(8192);
        };
    }

    /** The effort: as given, or the nearest to the budget; {@code medium} when neither was said. */
    public String effortOrNearest() {
        if (effort.isPresent() || budgetTokens.isEmpty()) {
            return effort.orElse("medium");
        }
        long budget = budgetTokens.getAsLong();
        if (budget <= 0) {
            return budget == 0 ? "none" : "medium";
        }
        return budget <= 1024 ? "minimal" : budget <= 4096 ? "low" : budget <= 8192 ? "medium" : "high";
    }
}
