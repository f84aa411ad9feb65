package dev.eclusa.testkit;

import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The open connections of a provider and the calls under way on them, with the most there ever were. */
final class Connections {
    private final Set<Socket> open = new HashSet<>();
    private int accepted;
    private int mostOpen;
    private int calls;
    private int mostCalls;

    /** Counts a connection and tells its number, from 1. */
    synchronized int opened(Socket socket) {
        open.add(socket);
        mostOpen = Math.max(mostOpen, open.size());
        notifyAll();
        return ++accepted;
    }

    synchronized void closed(Socket socket) {
        open.remove(socket);
        notifyAll();
    }

    synchronized void callBegun() {
        mostCalls = Math.max(mostCalls, ++calls);
    }

    synchronized void callEnded() {
        calls--;
    }

    synchronized int openNow() {
        return open.size();
    }

    synchronized int accepted() {
        return accepted;
    }

    synchronized int mostOpen() {
        return mostOpen;
    }

    synchronized int mostCalls() {
        return mostCalls;
    }

    synchronized List<Socket> all() {
        return List.copyOf(open);
    }

    synchronized void awaitOpen(int count, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (open.size() != count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(open.size() + " connections open, not " + count + ", after " + timeout);
            }
            waitAtMost(left);
        }
    }

    private synchronized void waitAtMost(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for connections", interrupted);
        }
    }
}
