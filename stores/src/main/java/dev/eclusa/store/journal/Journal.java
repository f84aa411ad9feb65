package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Ledger;
import dev.eclusa.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * An append-only log of calls in segments. Appending copies into mapped memory, so it takes little (0.54 µs a record,
 * one thread, {@code LedgerBenchmark}) and survives {@code kill -9}. Records are laid out in a buffer of the thread; only the copy is under the lock.
 *
 * <p>The last eighth of a segment takes new calls only when the next segment is there: on a full disk, calls that have
 * begun still find room to settle.
 */
public final class Journal implements Ledger, AutoCloseable {
    /** The smallest segment, in bytes. */
    public static final long SMALLEST_SEGMENT = 64 << 10;

    private final Path directory;
    private final List<Path> left;
    private final Doorbell doorbell = new Doorbell();
    private final ThreadLocal<RecordWriter> buffers = ThreadLocal.withInitial(RecordWriter::new);
    private final Deque<Segment> segments = new ConcurrentLinkedDeque<>();
    private final Object writing = new Object();
    private final SegmentMaker maker;
    private final long reserve;
    private Segment current;
    private boolean stopped;
    private volatile long records;

    private Journal(Path directory, long segmentSize, List<Path> left, long number) throws IOException {
        this.directory = directory;
        this.left = left;
        this.reserve = segmentSize / 8;
        this.current = Segment.create(directory, number, segmentSize);
        this.segments.add(current);
        this.maker = new SegmentMaker(directory, segmentSize, number + 1);
    }

    /**
     * Opens a directory: what an earlier process left stays for {@link Replay}, and a new segment is begun.
     *
     * @param segmentSize bytes, at least {@link #SMALLEST_SEGMENT}
     */
    public static Journal open(Path directory, long segmentSize) throws IOException {
        if (segmentSize < SMALLEST_SEGMENT || segmentSize > 1 << 30) {
            throw new IllegalArgumentException("A journal segment has 64 KiB to 1 GiB, not " + segmentSize + " bytes.");
        }
        Files.createDirectories(directory);
        return new Journal(directory, segmentSize & -8L, SegmentFile.left(directory), SegmentFile.unused(directory));
    }

    @Override
    public void begin(CallBegin begin) {
        RecordWriter record = buffers.get();
        Records.write(record, begin);
        append(record, reserve);
    }

    @Override
    public void settle(CallRow row) {
        RecordWriter record = buffers.get();
        Records.write(record, row);
        append(record, 0);
    }

    private void append(RecordWriter record, long roomForOthers) {
        synchronized (writing) {
            refuse(record.length());
            if (current.room() < roomForOthers) {
                maker.require();
            }
            if (!current.append(record.bytes(), record.length())) {
                advance();
                current.append(record.bytes(), record.length());
            }
            records++;
        }
        doorbell.ring();
    }

    private void refuse(int length) {
        if (stopped) {
            throw new LedgerUnavailable("The ledger is closed: the gateway is stopping.");
        }
        if (length > reserve - Long.BYTES) {
            throw new LedgerUnavailable("A ledger record of " + length + " bytes is too large for a journal segment.");
        }
    }

    private void advance() {
        Segment next = maker.take();
        segments.add(next);
        current.succeededBy(next);
        current = next;
    }

    /** Rung at every record. */
    Doorbell doorbell() {
        return doorbell;
    }

    /** How many records were appended by this process. */
    long records() {
        return records;
    }

    /** Files an earlier process left, oldest first. */
    List<Path> left() {
        return left;
    }

    /** The segments of this process, oldest first. */
    List<Segment> segments() {
        return new ArrayList<>(segments);
    }

    /** Removes a segment of this process that nobody writes any more. */
    void remove(Segment finished) throws IOException {
        segments.remove(finished);
        finished.delete();
    }

    /** Makes what was written survive a loss of power. Only on the thread that removes segments. */
    void force() {
        segments.forEach(Segment::force);
    }

    /** Takes no more records. */
    public void stop() {
        synchronized (writing) {
            stopped = true;
        }
    }

    /** Stops and lets the files go; segments that were not removed are replayed at the next start. */
    @Override
    public void close() {
        stop();
        try {
            maker.close();
        } catch (IOException left) {
            System.getLogger("eclusa.ledger")
                    .log(System.Logger.Level.WARNING, "A spare journal segment is left in " + directory, left);
        }
        segments.forEach(Segment::close);
    }
}
