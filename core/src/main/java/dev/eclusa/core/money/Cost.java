package dev.eclusa.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money in nano-dollars (10⁻⁹ USD): whole, so that sums are exact.
 *
 * @param nanos nano-dollars; a {@code long} holds more than nine billion dollars
 */
public record Cost(long nanos) implements Comparable<Cost> {
    /** Nothing to pay. */
    public static final Cost ZERO = new Cost(0);

    /**
     * An amount of dollars, rounded half up to the nano-dollar.
     *
     * @throws ArithmeticException beyond nine billion dollars
     */
    public static Cost ofDollars(BigDecimal dollars) {
        return new Cost(
                dollars.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** The amount in dollars, exact, without trailing zeros and never in exponent form when printed plainly. */
    public BigDecimal dollars() {
        BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** The sum, exact. */
    public Cost plus(Cost other) {
        return new Cost(Math.addExact(nanos, other.nanos));
    }

    @Override
    public int compareTo(Cost other) {
        return Long.compare(nanos, other.nanos);
    }

    /** Dollars in plain decimal notation, for example {@code 0.000123}. */
    @Override
    public String toString() {
        return dollars().toPlainString();
    }
}
