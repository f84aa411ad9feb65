package dev.eclusa.engine.classifying;

import dev.eclusa.engine.routing.Tier;
import java.util.List;

/**
 * What a text was taken for.
 *
 * @param complexity 0 (anybody can) to 1 (only the best can)
 * @param signs names of the features that spoke, for the explanation
 */
public record Assessment(double complexity, Intent intent, List<String> signs) {
    /** The tier for it: a quarter of the scale each. */
    public Tier tier() {
        return Tier.of(1 + (int) Math.min(3, complexity * 4));
    }
}
