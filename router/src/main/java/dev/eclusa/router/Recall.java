package dev.eclusa.router;

import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.routing.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one call has to do with answers known already: whether its own is among them, or on its way to somebody else, and
 * whether the one it gets is kept. Used from the call's event loop only.
 */
final class Recall {
    /** Of a call that neither looks nor keeps. */
    static final Recall OFF = new Recall(Optional.empty(), CacheWishes.NONE);

    private static final Duration ANY_AGE = Duration.ofDays(3650);

    /** How often a call waits for somebody whose answer does not come, before it asks beside others. */
    private static final int MOST_WAITS = 3;

    private final Optional<Shelf> shelf;
    private final CacheWishes wishes;
    private Optional<KnownAnswer> known;
    private boolean isAwaited;
    private @Nullable Wait wait;

    /**
     * The cache, and where in it the answer has its place.
     *
     * @param plan who may answer: nobody else's answer is taken
     */
    private record Shelf(AnswerCache cache, CacheKey key, Plan plan) {
        Optional<KnownAnswer> find(CacheWishes wishes) {
            return cache.find(key, wishes.oldest().orElse(ANY_AGE), System.nanoTime())
                    .filter(this::isMeant);
        }

        boolean isMeant(KnownAnswer answer) {
            return plan.find(answer.origin().provider(), answer.origin().model())
                    .isPresent();
        }
    }

    private Recall(Optional<Shelf> shelf, CacheWishes wishes) {
        this.shelf = shelf;
        this.wishes = wishes;
        this.known = wishes.fresh() ? Optional.empty() : shelf.flatMap(place -> place.find(wishes));
    }

    /** Looks for the answer, where answers are kept and this one may be. */
    static Recall of(
            Optional<AnswerCache> cache, CacheWishes wishes, DecodedRequest request, Plan plan, String tenant) {
        if (cache.isEmpty()) {
            return OFF;
        }
        Optional<Shelf> shelf =
                Sameness.key(request, plan, tenant, wishes.namespace()).map(key -> new Shelf(cache.get(), key, plan));
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

    /** The model whose answers may be kept there; empty for none's. */
    String model() {
        return shelf.map(place -> place.key().model()).orElse("");
    }

    /** How answers and rows call it. */
    String word() {
        if (shelf.isEmpty() || wishes.fresh()) {
            return "bypass";
        }
        return known.isPresent() ? "hit-exact" : "miss";
    }

    /** Hears what became of waiting. */
    interface Waiter {
        /** The answer is there, or will not be. */
        void goOn();

        /** The call's time is over. */
        void late();
    }

    /**
     * Waits while somebody else is getting the same answer.
     *
     * @param latestNanos when the call must be over
     * @return false when there is nobody to wait for
     */
    boolean awaits(EventLoop loop, long latestNanos, Waiter waiter) {
        if (shelf.isEmpty() || wishes.fresh() || wishes.unkept() || known.isPresent()) {
            return false;
        }
        Wait waiting = new Wait(shelf.get(), loop, latestNanos, waiter);
        wait = waiting;
        return waiting.begins();
    }

    private final class Wait extends Deadlines.Waiting {
        private final Shelf place;
        private final EventLoop loop;
        private final long latestNanos;
        private final Waiter waiter;
        private final Consumer<Optional<KnownAnswer>> hears;
        private int times;
        private boolean over;

        Wait(Shelf place, EventLoop loop, long latestNanos, Waiter waiter) {
            this.place = place;
            this.loop = loop;
            this.latestNanos = latestNanos;
            this.waiter = waiter;
            this.hears = landed -> loop.run(() -> landed(landed));
        }

        /** Whether there is somebody to wait for; else the call is the one that others wait for. */
        boolean begins() {
            times++;
            boolean waits = place.cache().await(place.key(), hears);
            if (waits) {
                loop.deadlines().add(this);
            } else {
                over = true;
                isAwaited = true;
                known = place.find(wishes);
            }
            return waits;
        }

        private void landed(Optional<KnownAnswer> answer) {
            if (over) {
                return;
            }
            loop.deadlines().remove(this);
            known = answer.filter(place::isMeant);
            if (known.isPresent() || times == MOST_WAITS || !begins()) {
                over = true;
                waiter.goOn();
            }
        }

        @Override
        protected long deadlineNanos() {
            return latestNanos;
        }

        @Override
        protected void expired() {
            stop();
            waiter.late();
        }

        void stop() {
            if (!over) {
                over = true;
                loop.deadlines().remove(this);
                place.cache().leave(place.key(), hears);
            }
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

    /** The call is over: it waits no more, and nobody for it. */
    void over() {
        if (wait != null) {
            wait.stop();
        }
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
