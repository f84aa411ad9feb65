package dev.eclusa.engine.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/** The load of one provider over all its deployments, and what an operator set by hand. Safe for several threads. */
public final class ProviderStanding {
    private static final int REFUSALS = 3;

    private final String name;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger declared = new AtomicInteger();
    private final AtomicInteger credentialRefusals = new AtomicInteger();
    private volatile boolean resting;
    private volatile long restUntilNanos;
    private volatile int maxConcurrent;
    private volatile int priority;

    /**
     * A provider without load.
     *
     * @param maxConcurrent most calls at a time; 0 is any number
     * @param priority larger is preferred
     */
    public ProviderStanding(String name, int maxConcurrent, int priority) {
        this.name = name;
        this.maxConcurrent = maxConcurrent;
        this.priority = priority;
    }

    /** Its configured name. */
    public String name() {
        return name;
    }

    /** Calls under way, and those declared by hand. */
    public int load() {
        return inFlight.get() + declared.get();
    }

    /** Declares a call that is made elsewhere; answers the new load. */
    public int increment() {
        declared.incrementAndGet();
        return load();
    }

    /** Takes a declared call back, if there is one; answers whether there was. */
    public boolean decrement() {
        return declared.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** Most calls at a time; 0 is any number. */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /** Larger is preferred. */
    public int priority() {
        return priority;
    }

    /** Sets both anew. */
    public void configure(int newMaxConcurrent, int newPriority) {
        maxConcurrent = newMaxConcurrent;
        priority = newPriority;
    }

    /** Its credential was refused: the third time in a row, with no success between, all its deployments rest. */
    void credentialRefused(long untilNanos) {
        if (credentialRefusals.incrementAndGet() >= REFUSALS) {
            restUntilNanos = untilNanos;
            resting = true;
        }
    }

    /** Its credential was taken. */
    void credentialTaken() {
        if (credentialRefusals.get() != 0) {
            credentialRefusals.set(0);
        }
    }

    /** Whether all its deployments rest. */
    boolean rests(long nanos) {
        if (resting && nanos - restUntilNanos >= 0) {
            resting = false;
        }
        return resting;
    }

    /** When they no longer do. */
    long restUntilNanos() {
        return restUntilNanos;
    }

    /** Ends the rest. */
    void reset() {
        resting = false;
        credentialRefusals.set(0);
    }

    boolean isFull() {
        int most = maxConcurrent;
        return most > 0 && load() >= most;
    }

    boolean enter() {
        int now = inFlight.incrementAndGet() + declared.get();
        int most = maxConcurrent;
        if (most > 0 && now > most) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inFlight.decrementAndGet();
    }
}
