package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * An append-only log in segments. Appending copies into mapped memory, so it takes well under a microsecond and survives
 * {@code kill -9}; the next segment is made ahead by {@link #prepare}, away from the writers.
 */
public final class Journal implements AutoCloseable {
    private final Path directory;
    private final long segmentSize;
    private final Deque<Segment> segments = new ConcurrentLinkedDeque<>();
    private final List<Path> inherited;
    private Segment current;
    private Segment spare;
    private boolean spareMissing;
    private long nextNumber;

    private Journal(Path directory, long segmentSize, List<Path> inherited, long nextNumber) throws IOException {
        this.directory = directory;
        this.segmentSize = segmentSize;
        this.inherited = inherited;
        this.nextNumber = nextNumber;
        this.current = Segment.create(directory, this.nextNumber++, segmentSize);
        this.spare = current;
        this.spareMissing = true;
        segments.add(current);
    }

    /** Opens a directory: what an earlier process left is inherited, and a new segment begun. */
    public static Journal open(Path directory, long segmentSize) throws IOException {
        Files.createDirectories(directory);
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
        long next = 1;
        if (!files.isEmpty()) {
            String last = files.getLast().getFileName().toString();
            next = Long.parseLong(last.substring(0, last.indexOf('.'))) + 1;
        }
        return new Journal(directory, segmentSize, files, next);
    }

    /**
     * Appends a record.
     *
     * @throws LedgerUnavailable when the disk has no room for another segment
     */
    public synchronized void append(byte[] payload, int length) {
        if (current.append(payload, length)) {
            return;
        }
        if (spareMissing) {
            makeSpare();
        }
        current = spare;
        spareMissing = true;
        segments.add(current);
        if (!current.append(payload, length)) {
            throw new LedgerUnavailable("A ledger record is larger than a journal segment.");
        }
    }

    /** Makes the next segment ahead of need. Called by the drainer, on its own thread. */
    public void prepare() {
        synchronized (this) {
            boolean early = current.end() < segmentSize / 2;
            if (!spareMissing || early) {
                return;
            }
        }
        Segment made;
        long number;
        synchronized (this) {
            number = nextNumber++;
        }
        try {
            made = Segment.create(directory, number, segmentSize);
        } catch (IOException full) {
            return;
        }
        synchronized (this) {
            if (spareMissing) {
                spare = made;
                spareMissing = false;
                return;
            }
        }
        drop(made);
    }

    private void makeSpare() {
        try {
            spare = Segment.create(directory, nextNumber++, segmentSize);
            spareMissing = false;
        } catch (IOException full) {
            throw new LedgerUnavailable("The journal in " + directory + " cannot grow: is the disk full?", full);
        }
    }

    /** Files an earlier process left, oldest first. */
    List<Path> inherited() {
        return inherited;
    }

    /** The segments of this process, oldest first. */
    List<Segment> segments() {
        return new ArrayList<>(segments);
    }

    /** Removes the oldest segment of this process, when it is not the one being written. */
    boolean retireOldest(Segment oldest) {
        synchronized (this) {
            if (oldest == current || segments.peekFirst() != oldest) {
                return false;
            }
            segments.removeFirst();
        }
        drop(oldest);
        return true;
    }

    /** Makes what was written survive a loss of power. */
    public void force() {
        segments.forEach(Segment::force);
    }

    @Override
    public synchronized void close() {
        segments.forEach(Segment::close);
        if (!spareMissing && spare != current) {
            drop(spare);
        }
    }

    private static void drop(Segment segment) {
        try {
            segment.delete();
        } catch (IOException left) {
            System.getLogger("eclusa").log(System.Logger.Level.WARNING, "A journal segment could not be removed", left);
        }
    }
}
