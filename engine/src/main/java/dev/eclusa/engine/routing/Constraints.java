package dev.eclusa.engine.routing;

import dev.eclusa.core.chat.Usage;
import java.time.Duration;
import java.util.Optional;

/** What rules a deployment out for one call, whatever else speaks for it. Each rule answers with the reason in words. */
final class Constraints {
    /** The prompt's estimate is an upper bound; what is certainly too long is told by this share of it. */
    private static final double CERTAIN = 0.6;

    private Constraints() {}

    /** The first reason why the candidate cannot serve the call; empty when it can. */
    static Optional<String> against(Candidate candidate, Needs needs) {
        if (!takes(candidate.target(), needs)) {
            return Optional.of(needs.forms().otherwise());
        }
        Optional<String> wish = againstWishes(candidate, needs);
        return wish.isPresent() ? wish : againstAbility(candidate, needs);
    }

    private static boolean takes(Target target, Needs needs) {
        if (needs.forms().names().isEmpty()) {
            return true;
        }
        return needs.forms().names().contains(embeds(needs) ? target.embedsIn() : target.dialect());
    }

    /** Whether vectors are asked for: of texts that are each read alone, however many there are. */
    private static boolean embeds(Needs needs) {
        return needs.capabilities().contains(Capability.EMBEDDINGS);
    }

    private static Optional<String> againstAbility(Candidate candidate, Needs needs) {
        for (Capability capability : needs.capabilities()) {
            if (candidate.traits().cannot(capability)) {
                return Optional.of("it has no " + word(capability));
            }
        }
        long window = candidate.target().contextWindow().orElse(Long.MAX_VALUE);
        if (!embeds(needs) && needs.promptTokens() * CERTAIN > window) {
            return Optional.of(
                    "about " + needs.promptTokens() + " tokens of prompt do not fit its context window of " + window);
        }
        return Optional.empty();
    }

    private static Optional<String> againstWishes(Candidate candidate, Needs needs) {
        Needs.Wishes wishes = needs.wishes();
        String provider = candidate.target().provider();
        if (!wishes.only().isEmpty() && !wishes.only().contains(provider)) {
            return Optional.of("its provider is not among those asked for");
        }
        if (wishes.localOnly() && !candidate.traits().local()) {
            return Optional.of("it is not local");
        }
        if (!wishes.region().isEmpty()
                && !wishes.region().equals(candidate.traits().region())) {
            return Optional.of("its data does not stay in " + wishes.region());
        }
        if (needs.priced() && candidate.target().price().isEmpty()) {
            return Optional.of("no price: it is not known, and a budget pays");
        }
        if (wishes.maxCost().isPresent()) {
            return againstCost(candidate, needs);
        }
        return wishes.maxLatency().flatMap(most -> againstLatency(candidate, most));
    }

    private static Optional<String> againstCost(Candidate candidate, Needs needs) {
        long most = needs.wishes().maxCost().orElseThrow().nanos();
        if (candidate.target().price().isEmpty()) {
            return Optional.of("its price is not known, and a highest cost was asked for");
        }
        long expected = estimate(candidate, needs);
        if (expected > most) {
            return Optional.of("it would cost about " + new dev.eclusa.core.money.Cost(expected) + " USD");
        }
        return needs.wishes().maxLatency().flatMap(latency -> againstLatency(candidate, latency));
    }

    private static Optional<String> againstLatency(Candidate candidate, Duration most) {
        double known = candidate.standing().firstTokenMillis();
        return known > most.toMillis()
                ? Optional.of("its first token takes about " + Math.round(known) + " ms")
                : Optional.empty();
    }

    /** What the call would cost, nano-dollars; without a price, nothing. */
    static long estimate(Candidate candidate, Needs needs) {
        return candidate
                .target()
                .price()
                .map(price -> price.of(Usage.of(needs.promptTokens(), needs.expectedOutput()))
                        .nanos())
                .orElse(0L);
    }

    private static String word(Capability capability) {
        return switch (capability) {
            case CHAT -> "chat";
            case VISION -> "vision";
            case TOOLS -> "tools";
            case JSON -> "JSON output";
            case REASONING -> "reasoning";
            case EMBEDDINGS -> "embeddings";
        };
    }
}
