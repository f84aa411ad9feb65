package dev.eclusa.app.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One figure of a provider.
 *
 * @param day UTC
 */
record Entry(LocalDate day, Subject subject, Figure figure, BigDecimal amount) {}
