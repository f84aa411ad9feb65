package dev.eclusa.engine.catalog;

import java.time.LocalDate;

/**
 * Where figures are from.
 *
 * @param date of which day they are
 * @param name what they are and who published them
 */
public record Source(LocalDate date, String name) {}
