package dev.eclusa.router;

import java.time.Duration;

/** A call's place among those that wait until a deployment has room again. On the call's event loop only. */
final class Turn {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final EventLoop loop;
    private boolean waits;

    Turn(EventLoop loop) {
        this.loop = loop;
    }

    /** Waits a moment, unless it has waited long enough or too many wait already; tells whether it does. */
    boolean await(Exhausted exhausted, long arrivedNanos, Runnable then) {
        boolean mayWait = System.nanoTime() - arrivedNanos < exhausted.queue().toNanos()
                && (waits || loop.queueEntered(exhausted.places()));
        if (mayWait) {
            waits = true;
            loop.after(PAUSE, then);
        } else {
            leave();
        }
        return mayWait;
    }

    /** It waits no longer. */
    void leave() {
        if (waits) {
            waits = false;
            loop.queueLeft();
        }
    }
}
