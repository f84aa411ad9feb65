package dev.eclusa.app.reconcile;

import java.time.LocalDate;
import java.util.Collection;

/** Days from a first to a last, both inclusive. */
record Span(LocalDate first, LocalDate last) {
    /** The days between the first and the last of some. */
    static Span of(Collection<LocalDate> days) {
        return new Span(
                days.stream().min(LocalDate::compareTo).orElseThrow(),
                days.stream().max(LocalDate::compareTo).orElseThrow());
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
