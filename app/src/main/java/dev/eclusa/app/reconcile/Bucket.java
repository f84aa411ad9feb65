package dev.eclusa.app.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A stretch of time of a report, within one UTC day.
 *
 * @param results what is told of it
 */
record Bucket(LocalDate day, Duration length, List<Field> results) {
    /** A bucket that begins and ends at moments; wrong where they are not of one day. */
    static Bucket of(Field field, Instant start, Instant end) {
        LocalDate day = day(start);
        if (!end.isAfter(start) || !day(end.minusNanos(1)).equals(day)) {
            throw new NotUnderstood(field.file() + ": " + field.path() + " is from " + start + " to " + end
                    + "; a stretch within one UTC day was expected (bucket_width=1d, 1h or 1m).");
        }
        return new Bucket(
                day, Duration.between(start, end), field.get("results").elements());
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
