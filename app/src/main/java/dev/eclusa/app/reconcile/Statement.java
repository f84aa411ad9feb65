package dev.eclusa.app.reconcile;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one file says.
 *
 * @param file its name
 * @param report what it is
 * @param covered how much of each UTC day it is about
 * @param figures what it has figures of; none where it has no results
 * @param more whether it says that another page follows
 * @param notes what a reader of the comparison should know of it
 */
record Statement(
        String file,
        Report report,
        Map<LocalDate, Duration> covered,
        Set<Figure> figures,
        List<Entry> entries,
        boolean more,
        List<String> notes) {
    Statement {
        covered = Map.copyOf(covered);
        figures = Set.copyOf(figures);
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }
}
