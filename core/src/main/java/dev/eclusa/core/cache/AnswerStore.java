package dev.eclusa.core.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where answers are kept. Safe for several threads; none of it waits. */
public interface AnswerStore {
    /** The answer to a question, if it is kept and its time is not over. */
    Optional<KnownAnswer> find(CacheKey key);

    /** Keeps an answer for as long as it lives, in the place of another. */
    void put(CacheKey key, KnownAnswer answer);

    /** Keeps these no more. */
    void remove(Collection<CacheKey> keys);

    /** All that is kept, in no order. */
    Map<CacheKey, KnownAnswer> all();

    /** How much is kept. */
    Held held();

    /**
     * How much is kept.
     *
     * @param entries answers
     * @param bytes memory they take, about
     * @param evictions answers that had to make room
     */
    record Held(long entries, long bytes, long evictions) {}
}
