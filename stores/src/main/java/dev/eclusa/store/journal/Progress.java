package dev.eclusa.store.journal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many records are stored, for those who wait for it. */
final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long records = -1;
    private boolean ended;

    void reached(long count) {
        lock.lock();
        try {
            records = count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that there will be no more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(long count, Duration most) throws InterruptedException {
        long rest = most.toNanos();
        lock.lock();
        try {
            while (records < count && !ended && rest > 0) {
                rest = changed.awaitNanos(Math.min(rest, TimeUnit.DAYS.toNanos(1)));
            }
            return records >= count;
        } finally {
            lock.unlock();
        }
    }
}
