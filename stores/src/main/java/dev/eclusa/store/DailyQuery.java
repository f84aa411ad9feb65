package dev.eclusa.store;

import java.time.LocalDate;

/**
 * Which sums are wanted; empty texts match all.
 *
 * @param start first day, UTC
 * @param end last day
 */
public record DailyQuery(LocalDate start, LocalDate end, String key, String user, String team, String organization) {
    /** Everybody's. */
    public static DailyQuery of(LocalDate start, LocalDate end) {
        return new DailyQuery(start, end, "", "", "", "");
    }
}
