package dev.eclusa.core.ledger;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's one row of a call, written when it settles.
 *
 * @param begin what was journaled before it left
 * @param provider configured name of the provider that answered (or was tried last)
 * @param model that provider's model id
 * @param tier 1 to 4, 0 without a tier
 * @param outcome how it ended
 * @param status HTTP status the client was given
 * @param usage tokens, summed over attempts that are charged
 * @param usageEstimated true when tokens were estimated from text, not reported by the provider
 * @param cost what it costs; empty when the price is unknown
 * @param latencyMillis first byte in to last byte out
 * @param firstTokenMillis first byte in to first content out, -1 when there was none
 * @param cache {@code hit-exact}, {@code hit-semantic}, {@code miss} or {@code bypass}
 * @param attempts each provider call, in order
 * @param decision short reason of the route taken, empty when there was no choice
 */
public record CallRow(
        CallBegin begin,
        String provider,
        String model,
        int tier,
        Outcome outcome,
        int status,
        Usage usage,
        boolean usageEstimated,
        Optional<Cost> cost,
        long latencyMillis,
        long firstTokenMillis,
        String cache,
        List<Attempt> attempts,
        String decision) {
    public CallRow {
        attempts = List.copyOf(attempts);
    }
}
