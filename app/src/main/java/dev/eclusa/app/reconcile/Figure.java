package dev.eclusa.app.reconcile;

import dev.eclusa.store.DailyUse.Use;
import java.math.BigDecimal;
import java.util.function.Function;

/** What is compared. */
enum Figure {
    /** Tokens of prompts, those read from and written to a cache included. */
    INPUT("input tokens", "input_tokens", use -> BigDecimal.valueOf(use.input())),
    /** Those of them that were read from the provider's cache. */
    CACHED("cached tokens", "cached_tokens", use -> BigDecimal.valueOf(use.cached())),
    /** Tokens of answers. */
    OUTPUT("output tokens", "output_tokens", use -> BigDecimal.valueOf(use.output())),
    /** Calls. */
    REQUESTS("requests", "requests", use -> BigDecimal.valueOf(use.requests())),
    /** Dollars. */
    COST("USD", "cost", use -> use.cost().dollars());

    private final String label;
    private final String key;
    private final Function<Use, BigDecimal> ours;

    Figure(String label, String key, Function<Use, BigDecimal> ours) {
        this.label = label;
        this.key = key;
        this.ours = ours;
    }

    /** What people call it. */
    String label() {
        return label;
    }

    /** What programs call it. */
    String key() {
        return key;
    }

    /** Ours, of a sum of the books. */
    BigDecimal of(Use use) {
        return ours.apply(use);
    }
}
