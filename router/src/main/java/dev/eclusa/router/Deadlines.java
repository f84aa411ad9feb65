package dev.eclusa.router;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Every wait of one event loop, looked at ten times a second: a timer a call would cost more than the call's own work.
 * Used from its event loop only.
 */
public final class Deadlines {
    /** How often {@link #check} is to be called. */
    public static final long INTERVAL_MILLIS = 100;

    private final Set<Waiting> waiting = new HashSet<>();

    /** Something that must not wait for ever. */
    public interface Waiting {
        /** The {@link System#nanoTime()} at which it has waited too long. */
        long deadlineNanos();

        /** It has waited too long. Called once for each time it was added. */
        void expired();
    }

    /** Watches it until it is removed or expires. */
    public void add(Waiting one) {
        waiting.add(one);
    }

    /** Watches it no more. */
    public void remove(Waiting one) {
        waiting.remove(one);
    }

    /** Ends what has waited too long. */
    public void check(long nowNanos) {
        if (waiting.isEmpty()) {
            return;
        }
        ArrayList<Waiting> late = new ArrayList<>();
        for (Waiting one : waiting) {
            if (one.deadlineNanos() - nowNanos <= 0) {
                late.add(one);
            }
        }
        late.forEach(one -> {
            if (waiting.remove(one)) {
                one.expired();
            }
        });
    }
}
