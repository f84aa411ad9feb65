package dev.eclusa.engine.caching;

/**
 * How the cache does.
 *
 * @param entries answers kept
 * @param bytes memory they take, about
 * @param hits questions answered from it, since the start
 * @param misses questions that were not
 * @param joined questions that waited for an answer somebody else was getting; each is a hit or a miss too
 * @param evictions answers that had to make room
 */
public record CacheStats(long entries, long bytes, long hits, long misses, long joined, long evictions) {
    /** Share of questions answered from it, 0 to 1. */
    public double hitRate() {
        long all = hits + misses;
        return all == 0 ? 0 : (double) hits / all;
    }
}
