package dev.eclusa.engine.caching;

import dev.eclusa.core.cache.AnswerStore;
import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Answers known already. Questions that are asked while somebody gets their answer wait for it. */
public final class AnswerCache {
    private final CacheSettings settings;
    private final AnswerStore answers;
    private final Flights flights = new Flights();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder joined = new LongAdder();

    /** Of answers that are kept somewhere. */
    public AnswerCache(CacheSettings settings, AnswerStore answers) {
        this.settings = settings;
        this.answers = answers;
    }

    /** How answers are kept. */
    public CacheSettings settings() {
        return settings;
    }

    /**
     * The answer to a question, if it was kept no longer ago than that.
     *
     * @param nanos {@link System#nanoTime} now
     */
    public Optional<KnownAnswer> find(CacheKey key, Duration oldest, long nanos) {
        return answers.find(key).filter(known -> known.isYoungerThan(oldest, nanos));
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
        List<CacheKey> gone = answers.all().keySet().stream().filter(which).toList();
        answers.remove(gone);
        return gone.size();
    }

    /** What is kept, in no order. */
    public Map<CacheKey, KnownAnswer> kept() {
        return answers.all();
    }

    /** How it does. */
    public CacheStats stats() {
        AnswerStore.Held held = answers.held();
        return new CacheStats(held.entries(), held.bytes(), hits.sum(), misses.sum(), joined.sum(), held.evictions());
    }
}
