package dev.eclusa.app.reconcile;

import java.math.BigDecimal;

/**
 * One figure, theirs and ours.
 *
 * @param day UTC, or {@code all}
 * @param model a model, or what is compared instead of one
 */
record Line(String day, String model, Figure figure, BigDecimal theirs, BigDecimal ours) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Ours minus theirs. */
    BigDecimal difference() {
        return ours.subtract(theirs);
    }

    /** Whether they differ by no more than so many percent of theirs. */
    boolean isWithin(BigDecimal percent) {
        return difference().abs().multiply(HUNDRED).compareTo(theirs.abs().multiply(percent)) <= 0;
    }
}
