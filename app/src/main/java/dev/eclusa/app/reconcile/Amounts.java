package dev.eclusa.app.reconcile;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers as texts of a file, kept exact. */
final class Amounts {
    /** More digits than any amount of money has; a few characters may ask for gigabytes of zeros. */
    private static final int MOST_DIGITS = 60;

    private Amounts() {}

    /** A decimal number; empty where it is none. */
    static Optional<BigDecimal> of(String text) {
        try {
            return of(new BigDecimal(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A decimal number without needless digits; empty where it has absurdly many. */
    static Optional<BigDecimal> of(BigDecimal number) {
        BigDecimal amount = number.stripTrailingZeros();
        boolean sensible = Math.abs((long) amount.scale()) <= MOST_DIGITS && amount.precision() <= MOST_DIGITS;
        return sensible ? Optional.of(plain(amount)) : Optional.empty();
    }

    /** A whole number, not negative, that fits 64 bits; empty where it is none. */
    static Optional<BigDecimal> count(BigDecimal number) {
        return of(number)
                .filter(amount -> amount.scale() <= 0 && amount.signum() >= 0)
                .filter(amount -> amount.unscaledValue().bitLength() < Long.SIZE);
    }

    private static BigDecimal plain(BigDecimal amount) {
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }
}
