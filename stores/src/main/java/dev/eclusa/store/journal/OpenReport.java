package dev.eclusa.store.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What was found of an earlier process when a ledger was opened.
 *
 * @param recovered settled calls that had not reached the database and now have
 * @param interrupted calls that were under way when it died, charged with their prompt
 * @param setAside files with a corrupt record, kept under these names; everything before it was recovered
 * @param took how long the replay took
 */
public record OpenReport(int recovered, int interrupted, List<Path> setAside, Duration took) {
    public OpenReport {
        setAside = List.copyOf(setAside);
    }

    /** Whether there was nothing to recover. */
    public boolean clean() {
        return recovered == 0 && interrupted == 0 && setAside.isEmpty();
    }
}
