package dev.eclusa.router;

import java.util.ArrayList;
import java.util.List;

/**
 * Every wait of one event loop, looked at ten times a second: a timer a call would cost more than the call's own work.
 * Used from its event loop only.
 */
public final class Deadlines {
    /** How often {@link #check} is to be called. */
    public static final long INTERVAL_MILLIS = 100;

    private static final int NOWHERE = -1;

    private final List<Waiting> waiting = new ArrayList<>();

    /** Something that must not wait for ever; it knows its place in the list, so that it leaves without a search. */
    public abstract static class Waiting {
        private int place = NOWHERE;

        /** The {@link System#nanoTime()} at which it has waited too long. */
        protected abstract long deadlineNanos();

        /** It has waited too long. Called once for each time it was added. */
        protected abstract void expired();
    }

    /** Watches it until it is removed or expires. */
    public void add(Waiting one) {
        if (one.place == NOWHERE) {
            one.place = waiting.size();
            waiting.add(one);
        }
    }

    /** Watches it no more. */
    public void remove(Waiting one) {
        take(one);
    }

    private boolean take(Waiting one) {
        if (one.place == NOWHERE) {
            return false;
        }
        Waiting last = waiting.removeLast();
        if (last.place != one.place) {
            waiting.set(one.place, last);
            last.place = one.place;
        }
        one.place = NOWHERE;
        return true;
    }

    /** Ends what has waited too long. */
    public void check(long nowNanos) {
        List<Waiting> late = waiting.stream()
                .filter(one -> one.deadlineNanos() - nowNanos <= 0)
                .toList();
        late.forEach(one -> {
            if (take(one)) {
                one.expired();
            }
        });
    }
}
