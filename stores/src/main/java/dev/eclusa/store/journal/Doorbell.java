package dev.eclusa.store.journal;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Wakes one sleeper when there is work; costs the ringer a fence while nobody sleeps. */
final class Doorbell {
    private volatile boolean asleep;
    private volatile boolean hurry;
    private volatile Thread sleeper = Thread.currentThread();

    /** Says that there is work. */
    void ring() {
        VarHandle.fullFence();
        if (asleep) {
            asleep = false;
            LockSupport.unpark(sleeper);
        }
    }

    /** Says that the work must not wait for more of it. */
    void hurry() {
        hurry = true;
        LockSupport.unpark(sleeper);
    }

    /** Sleeps until there is work, someone is in a hurry or the time is over. One thread only. */
    void sleepUntil(BooleanSupplier work, long mostNanos) {
        sleeper = Thread.currentThread();
        asleep = true;
        VarHandle.fullFence();
        if (!work.getAsBoolean() && !hurry) {
            LockSupport.parkNanos(this, mostNanos);
        }
        asleep = false;
    }

    /** Lets work gather, unless someone is in a hurry. */
    void gather(long nanos) {
        sleeper = Thread.currentThread();
        long until = System.nanoTime() + nanos;
        for (long rest = nanos; rest > 0 && !hurry; rest = until - System.nanoTime()) {
            LockSupport.parkNanos(this, rest);
        }
        hurry = false;
    }
}
