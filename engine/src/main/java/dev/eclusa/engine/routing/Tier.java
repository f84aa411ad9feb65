package dev.eclusa.engine.routing;

import java.util.Arrays;
import java.util.Optional;

/** One of four classes of models, from fast and small to the best there is. */
public enum Tier {
    /** Fast and small. */
    FAST(1, "fast"),
    /** The usual. */
    BALANCED(2, "balanced"),
    /** For what needs care. */
    HIGH_QUALITY(3, "high_quality"),
    /** The best, whatever it costs. */
    PREMIUM(4, "premium");

    /** The name that has the gateway choose the tier. */
    public static final String AUTO = "auto";

    private final int number;
    private final String label;

    Tier(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** 1 to 4. */
    public int number() {
        return number;
    }

    /** Its name in configuration and calls. */
    public String label() {
        return label;
    }

    /** The tier called so: {@code fast} or {@code tier1}. */
    public static Optional<Tier> named(String name) {
        return Arrays.stream(values())
                .filter(tier -> tier.label.equals(name) || name.equals("tier" + tier.number))
                .findFirst();
    }

    /** The tier of a number from 1 to 4. */
    public static Tier of(int number) {
        return values()[Math.clamp(number, 1, 4) - 1];
    }

    /** The next better one; the best stays. */
    public Tier better() {
        return of(number + 1);
    }
}
