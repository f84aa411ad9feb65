package dev.eclusa.engine.provider;

/**
 * A credential: printed masked wherever it goes.
 *
 * @param value as the provider wants it
 */
public record Secret(String value) {
    /** What is shown instead of a secret. */
    public static final String MASK = "***MASKED***";

    @Override
    public String toString() {
        return MASK;
    }
}
