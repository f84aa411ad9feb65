package dev.eclusa.core.ledger;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import java.util.Optional;

/**
 * One provider call within a call.
 *
 * @param provider configured provider name
 * @param model the provider's own model id
 * @param outcome how it ended
 * @param status HTTP status the provider answered, 0 when none came
 * @param usage what it took, measured or estimated
 * @param cost what it costs; empty when the model's price is unknown
 * @param latencyMillis from its start to its end
 */
public record Attempt(
        String provider,
        String model,
        Outcome outcome,
        int status,
        Usage usage,
        Optional<Cost> cost,
        long latencyMillis) {}
