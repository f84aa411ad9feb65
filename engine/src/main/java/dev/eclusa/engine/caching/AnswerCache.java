package dev.eclusa.engine.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Answers in memory, bounded in bytes; what is asked for often stays (W-TinyLFU). Questions that are asked while somebody
 * gets their answer wait for it.
 */
public final class AnswerCache {
    /** What an entry takes beside its answer, about: its key, and the cache's own. */
    private static final int OVERHEAD = 512;

    private final CacheSettings settings;
    private final Ticker clock;
    private final Cache<CacheKey, KnownAnswer> answers;
    private final Flights flights = new Flights();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder joined = new LongAdder();

    /** An empty one. */
    public AnswerCache(CacheSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    AnswerCache(CacheSettings settings, Ticker clock) {
        this.settings = settings;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(settings.mostBytes())
                .weigher(AnswerCache.<CacheKey>weigher(settings))
                .expireAfter(Expiry.<CacheKey, KnownAnswer>writing((key, answer) -> answer.lives()))
                .ticker(clock)
                .recordStats()
                .build();
    }

    /** An answer weighs its bytes, and never less than its part of the entries there may be. */
    private static <K> com.github.benmanes.caffeine.cache.Weigher<K, KnownAnswer> weigher(CacheSettings settings) {
        long least = settings.mostEntries().isEmpty()
                ? 0
                : Math.ceilDiv(settings.mostBytes(), settings.mostEntries().getAsInt());
        return (key, answer) -> Math.toIntExact(Math.max(least, bytes(answer)));
    }

    private static long bytes(KnownAnswer answer) {
        return OVERHEAD + (long) answer.body().length;
    }

    /** How answers are kept. */
    public CacheSettings settings() {
        return settings;
    }

    /** The answer to a question, if it was kept no longer ago than that. */
    public Optional<KnownAnswer> find(CacheKey key, Duration oldest) {
        return Optional.ofNullable(answers.getIfPresent(key))
                .filter(known -> known.isYoungerThan(oldest, clock.read()));
    }

    /** Counts a question that was answered from here, or was not. */
    public void count(boolean hit) {
        (hit ? hits : misses).increment();
    }

    /**
     * Waits for an answer that is on its way to somebody else.
     *
     * @param landed told on another thread when that has come, or when it has not
     * @return false when nobody is getting it: the asker is, and says {@link #keep} or {@link #landed} whatever happens
     */
    public boolean await(CacheKey key, Consumer<Optional<KnownAnswer>> landed) {
        boolean waits = flights.board(key, landed);
        if (waits) {
            joined.increment();
        }
        return waits;
    }

    /** Waits no more. */
    public void leave(CacheKey key, Consumer<Optional<KnownAnswer>> landed) {
        flights.leave(key, landed);
    }

    /** Keeps an answer, and gives it to all who wait for it. One too long is given, but not kept. */
    public void keep(CacheKey key, KnownAnswer answer) {
        if (answer.body().length <= settings.longest()) {
            answers.put(key, answer);
        }
        landed(key, Optional.of(answer));
    }

    /** Gives an answer to all who wait for it; nothing, when there will be none that they may have. */
    public void landed(CacheKey key, Optional<KnownAnswer> answer) {
        flights.landed(key, answer);
    }

    /** Forgets answers; says how many. */
    public int forget(Predicate<CacheKey> which) {
        List<CacheKey> gone = answers.asMap().keySet().stream().filter(which).toList();
        answers.invalidateAll(gone);
        return gone.size();
    }

    /** What is kept, in no order. */
    public Map<CacheKey, KnownAnswer> kept() {
        return Map.copyOf(answers.asMap());
    }

    /** How it does. */
    public CacheStats stats() {
        answers.cleanUp();
        long bytes =
                answers.asMap().values().stream().mapToLong(AnswerCache::bytes).sum();
        return new CacheStats(
                answers.estimatedSize(),
                bytes,
                hits.sum(),
                misses.sum(),
                joined.sum(),
                answers.stats().evictionCount());
    }
}
