package dev.eclusa.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class ManualClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** A clock standing at the given instant. */
    public ManualClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** A clock standing at 2026-01-01T00:00:00Z, a Thursday. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock on (or back, if negative) and tells the new time. */
    public Instant advance(Duration by) {
        return now.updateAndGet(time -> time.plus(by));
    }

    /** Puts the clock to the given instant. */
    public void set(Instant instant) {
        now.set(instant);
    }
}
