package dev.eclusa.router;

import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.caching.CacheKey;
import dev.eclusa.engine.caching.KnownAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one call has to do with answers known already: whether its own is among them, or on its way to somebody else, and
 * whether the one it gets is kept. Used from the call's event loop only.
 */
final class Recall {
    /** Of a call that neither looks nor keeps. */
    static final Recall OFF = new Recall(Optional.empty(), CacheWishes.NONE);

    private static final Duration ANY_AGE = Duration.ofDays(3650);

    private final Optional<Shelf> shelf;
    private final CacheWishes wishes;
    private Optional<KnownAnswer> known;
    private boolean isAwaited;
    private boolean decided;

    /** The cache, and where in it the answer has its place. */
    private record Shelf(AnswerCache cache, CacheKey key) {
        Optional<KnownAnswer> find(CacheWishes wishes) {
            return cache.find(key, wishes.oldest().orElse(ANY_AGE));
        }
    }

    private Recall(Optional<Shelf> shelf, CacheWishes wishes) {
        this.shelf = shelf;
        this.wishes = wishes;
        this.known = wishes.fresh() ? Optional.empty() : shelf.flatMap(place -> place.find(wishes));
    }

    /** Looks for the answer, where answers are kept and this one may be. */
    static Recall of(Optional<AnswerCache> cache, DecodedRequest request, String tenant) {
        if (cache.isEmpty()) {
            return OFF;
        }
        CacheWishes wishes = request.cacheWishes();
        Optional<Shelf> shelf = request.cacheKey(tenant, wishes.namespace()).map(key -> new Shelf(cache.get(), key));
        boolean neither = wishes.fresh() && wishes.unkept();
        return shelf.isEmpty() || neither ? OFF : new Recall(shelf, wishes);
    }

    /** The answer, if it is known. */
    Optional<KnownAnswer> known() {
        return known;
    }

    /** Its place, in one word; empty where it has none. */
    String key() {
        return shelf.map(place -> place.key().text()).orElse("");
    }

    /** How answers and rows call it. */
    String word() {
        if (shelf.isEmpty() || wishes.fresh()) {
            return "bypass";
        }
        return known.isPresent() ? "hit-exact" : "miss";
    }

    /**
     * Waits while somebody else is getting the same answer.
     *
     * @param then runs when that has come, or will not
     * @return false when there is nobody to wait for
     */
    boolean awaits(EventLoop loop, Duration longest, Runnable then) {
        if (shelf.isEmpty() || wishes.fresh() || wishes.unkept() || known.isPresent() || decided) {
            return false;
        }
        Shelf place = shelf.get();
        boolean waits = place.cache().await(place.key(), landed -> loop.run(() -> goOn(landed, then)));
        if (waits) {
            loop.after(longest, () -> goOn(Optional.empty(), then));
        } else {
            decided = true;
            isAwaited = true;
            known = place.find(wishes);
        }
        return waits;
    }

    private void goOn(Optional<KnownAnswer> landed, Runnable then) {
        if (!decided) {
            decided = true;
            known = landed;
            then.run();
        }
    }

    /** The bytes of an answer as long as this are kept; 0 for none. */
    int longest() {
        return shelf.filter(place -> !wishes.unkept())
                .map(place -> place.cache().settings().longest())
                .orElse(0);
    }

    /** Keeps what the provider answered, whole and good. */
    void keep(byte[] body, KnownAnswer.Origin origin, List<String> dropped) {
        if (body.length == 0 || body.length > longest()) {
            return;
        }
        shelf.ifPresent(place -> {
            Duration lives = wishes.lives().orElse(place.cache().settings().lives());
            place.cache().keep(place.key(), new KnownAnswer(body, origin, dropped, lives, System.nanoTime()));
            isAwaited = false;
        });
    }

    /** The call is over: who waits for its answer waits no more. */
    void over() {
        shelf.ifPresent(place -> {
            if (isAwaited) {
                isAwaited = false;
                place.cache().landed(place.key(), known);
            }
        });
    }

    /** Counts how the question was answered. */
    void count() {
        shelf.filter(place -> !wishes.fresh()).ifPresent(place -> place.cache().count(known.isPresent()));
    }
}
