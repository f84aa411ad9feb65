package dev.eclusa.engine.caching;

import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Questions that somebody is asking a provider just now: whoever asks the same waits for that answer. */
final class Flights {
    private final ConcurrentHashMap<CacheKey, List<Consumer<Optional<KnownAnswer>>>> waiting =
            new ConcurrentHashMap<>();

    /** Waits for an answer that is on its way; false when none is, and the asker is the one who gets it. */
    boolean board(CacheKey key, Consumer<Optional<KnownAnswer>> landed) {
        boolean[] isFirst = {false};
        waiting.compute(key, (same, others) -> {
            isFirst[0] = others == null;
            List<Consumer<Optional<KnownAnswer>>> all = others == null ? new ArrayList<>(0) : others;
            if (!isFirst[0]) {
                all.add(landed);
            }
            return all;
        });
        return !isFirst[0];
    }

    /** Waits no more. */
    void leave(CacheKey key, Consumer<Optional<KnownAnswer>> landed) {
        waiting.computeIfPresent(key, (same, others) -> {
            others.remove(landed);
            return others;
        });
    }

    /** Tells all who wait; nothing when the answer cannot be given to them. */
    void landed(CacheKey key, Optional<KnownAnswer> answer) {
        List<Consumer<Optional<KnownAnswer>>> all = waiting.remove(key);
        if (all != null) {
            all.forEach(one -> one.accept(answer));
        }
    }
}
