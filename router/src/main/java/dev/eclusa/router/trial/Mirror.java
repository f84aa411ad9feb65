package dev.eclusa.router.trial;

import dev.eclusa.core.money.Cost;
import java.util.Optional;

/**
 * A model whose calls are copied to another in the background.
 *
 * @param to name of the model that gets the copies
 * @param share of the calls that are copied, 0 to 1
 * @param spendCap most the copies may cost in a day of UTC; empty for any amount
 */
public record Mirror(String to, double share, Optional<Cost> spendCap) {}
