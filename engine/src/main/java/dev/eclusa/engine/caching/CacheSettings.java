package dev.eclusa.engine.caching;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How answers are kept.
 *
 * @param lives for how long, where the caller says nothing else
 * @param mostBytes most memory
 * @param mostEntries most answers; empty for as many as memory holds
 */
public record CacheSettings(Duration lives, long mostBytes, OptionalInt mostEntries) {
    /** An answer may take up to one part in so many of the whole. */
    private static final int PARTS = 16;

    /** Bytes of the longest answer that is kept. */
    public int longest() {
        return Math.toIntExact(Math.min(mostBytes / PARTS, 8 << 20));
    }
}
