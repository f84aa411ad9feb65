package dev.eclusa.core.cache;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An answer as a provider gave it.
 *
 * @param body its bytes: one document, or all frames of a stream; never changed
 * @param origin who gave it
 * @param dropped fields of the question that could not be carried to that provider
 * @param lives how long it may be given again
 * @param keptNanos {@link System#nanoTime} when it was kept
 */
@SuppressWarnings("ArrayRecordComponent")
public record KnownAnswer(byte[] body, Origin origin, List<String> dropped, Duration lives, long keptNanos) {
    /**
     * Who gave it, and how what it said is to be read.
     *
     * @param provider configured name
     * @param model the provider's model id
     * @param tier 1 to 4, 0 without one
     * @param dialect name of the dialect the bytes are in
     * @param quirks names of what is peculiar about it
     */
    public record Origin(String provider, String model, int tier, String dialect, Set<String> quirks) {}

    /** Whether it was kept no longer ago than this. */
    public boolean isYoungerThan(Duration age, long nanos) {
        return nanos - keptNanos <= age.toNanos();
    }
}
