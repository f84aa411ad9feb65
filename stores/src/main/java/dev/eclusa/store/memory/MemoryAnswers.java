package dev.eclusa.store.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.eclusa.core.cache.AnswerStore;
import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers in memory, bounded in bytes; what is asked for often stays (W-TinyLFU). */
public final class MemoryAnswers implements AnswerStore {
    /** What an entry takes beside its answer, about: its key, and the cache's own. */
    private static final int OVERHEAD = 512;

    private final Cache<CacheKey, KnownAnswer> answers;

    /**
     * None yet.
     *
     * @param mostBytes most memory
     * @param mostEntries most answers; empty for as many as memory holds
     */
    public MemoryAnswers(long mostBytes, OptionalInt mostEntries) {
        this(mostBytes, mostEntries, Ticker.systemTicker());
    }

    MemoryAnswers(long mostBytes, OptionalInt mostEntries, Ticker clock) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher(weigher(mostEntries.isEmpty() ? 0 : Math.ceilDiv(mostBytes, mostEntries.getAsInt())))
                .expireAfter(Expiry.<CacheKey, KnownAnswer>writing((key, answer) -> answer.lives()))
                .ticker(clock)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** An answer weighs its bytes, and never less than its part of the entries there may be. */
    private static Weigher<CacheKey, KnownAnswer> weigher(long least) {
        return (key, answer) -> Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(least, bytes(answer))));
    }

    private static long bytes(KnownAnswer answer) {
        return OVERHEAD + (long) answer.body().length;
    }

    @Override
    public Optional<KnownAnswer> find(CacheKey key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    @Override
    public void put(CacheKey key, KnownAnswer answer) {
        answers.put(key, answer);
    }

    @Override
    public void remove(Collection<CacheKey> keys) {
        answers.invalidateAll(keys);
    }

    @Override
    public Map<CacheKey, KnownAnswer> all() {
        return Map.copyOf(answers.asMap());
    }

    @Override
    public Held held() {
        answers.cleanUp();
        long bytes = answers.asMap().values().stream()
                .mapToLong(MemoryAnswers::bytes)
                .sum();
        return new Held(answers.estimatedSize(), bytes, answers.stats().evictionCount());
    }
}
