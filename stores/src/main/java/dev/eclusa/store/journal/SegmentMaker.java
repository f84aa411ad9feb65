package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the next segment ahead of need, on a thread of its own; where the disk is full it goes on trying. */
final class SegmentMaker implements AutoCloseable {
    private static final long RETRY_MILLIS = 250;
    private static final long WAIT_MILLIS = 1000;

    private final Path directory;
    private final long size;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("journal-segments").daemon().factory());
    private volatile CompletableFuture<Segment> next = new CompletableFuture<>();
    private long number;

    SegmentMaker(Path directory, long size, long firstNumber) {
        this.directory = directory;
        this.size = size;
        this.number = firstNumber;
        thread.execute(this::make);
    }

    /** Checks that there is a next segment. */
    void require() {
        if (!next.isDone() || next.isCompletedExceptionally()) {
            awaited();
        }
    }

    /** Hands out the next segment and begins another. One caller at a time. */
    Segment take() {
        Segment taken = awaited();
        next = new CompletableFuture<>();
        thread.execute(this::make);
        return taken;
    }

    private Segment awaited() {
        CompletableFuture<Segment> wanted = next;
        try {
            return wanted.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException full) {
            Throwable cause = wanted.exceptionNow();
            throw unavailable(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException slow) {
            throw unavailable("the disk is too slow", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", interrupted);
        }
    }

    private LedgerUnavailable unavailable(String why, Throwable cause) {
        return new LedgerUnavailable(
                "The journal in " + directory + " cannot grow: " + why
                        + ". Free some disk space; calls are taken again as soon as there is any.",
                cause);
    }

    private void make() {
        CompletableFuture<Segment> wanted = next;
        try {
            Segment made = Segment.create(directory, number, size);
            number++;
            wanted.complete(made);
        } catch (IOException | RuntimeException full) {
            wanted.completeExceptionally(full);
            thread.schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Tries without making writers wait: until it works they are refused at once. */
    private void again() {
        try {
            Segment made = Segment.create(directory, number, size);
            number++;
            next = CompletableFuture.completedFuture(made);
        } catch (IOException | RuntimeException full) {
            next = CompletableFuture.failedFuture(full);
            thread.schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops, and removes the segment that was made for nothing. */
    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(5, TimeUnit.SECONDS) && next.isDone() && !next.isCompletedExceptionally()) {
                next.join().delete();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
