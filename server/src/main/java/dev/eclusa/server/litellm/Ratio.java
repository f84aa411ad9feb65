package dev.eclusa.server.litellm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares of a whole. */
final class Ratio {
    private static final int DIGITS = 4;

    private Ratio() {}

    /** A part of a whole that is not zero, from 0 to 1. */
    static BigDecimal of(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
    }
}
