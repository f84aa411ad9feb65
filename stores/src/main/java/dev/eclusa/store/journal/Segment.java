package dev.eclusa.store.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory. A record is its length and checksum (CRC-32C) in one word, its bytes, and
 * zeros up to a multiple of eight. The word is written last and whole, so that a record half written is none.
 */
final class Segment implements AutoCloseable {
    private static final int HEAD = Long.BYTES;
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final Path file;
    private final Arena arena;
    private final MemorySegment memory;
    private final CRC32C checksum = new CRC32C();
    private volatile long end;
    private volatile Optional<Segment> successor = Optional.empty();

    private Segment(Path file, Arena arena, MemorySegment memory) {
        this.file = file;
        this.arena = arena;
        this.memory = memory;
    }

    /** What stands at a position of a segment. */
    sealed interface Found {
        /** A record with a right checksum. */
        record Whole(byte[] payload, long next) implements Found {}

        /** Nothing was written from here on. */
        record End() implements Found {}

        /** Something that is no whole record. */
        record Corrupt() implements Found {}
    }

    /** Makes a new segment of zeros. */
    static Segment create(Path directory, long number, long size) throws IOException {
        return open(SegmentFile.create(directory, number, size));
    }

    /** Opens a segment that is there. */
    static Segment open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Segment(
                    file, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size() & -HEAD, arena));
        } catch (IOException failed) {
            arena.close();
            throw failed;
        }
    }

    /** Appends a record; false when there is no room. One writer at a time. */
    boolean append(byte[] payload, int length) {
        long at = end;
        long next = at + HEAD + padded(length);
        if (next > memory.byteSize()) {
            return false;
        }
        MemorySegment.copy(payload, 0, memory, ValueLayout.JAVA_BYTE, at + HEAD, length);
        WORD.setRelease(memory, at, word(payload, length, checksum));
        end = next;
        return true;
    }

    /** How far the writer of this process has come. */
    long end() {
        return end;
    }

    /** Bytes that are left to write. */
    long room() {
        return memory.byteSize() - end;
    }

    /** The segment that was begun when this one was full. */
    Optional<Segment> successor() {
        return successor;
    }

    void succeededBy(Segment next) {
        successor = Optional.of(next);
    }

    /** Reads at a position. */
    Found read(long position) {
        if (position + HEAD > memory.byteSize()) {
            return new Found.End();
        }
        long word = (long) WORD.getAcquire(memory, position);
        if (word == 0) {
            return emptyFrom(position) ? new Found.End() : new Found.Corrupt();
        }
        int length = (int) word;
        if (length <= 0 || position + HEAD + padded(length) > memory.byteSize()) {
            return new Found.Corrupt();
        }
        byte[] payload = memory.asSlice(position + HEAD, length).toArray(ValueLayout.JAVA_BYTE);
        boolean whole = word(payload, length, new CRC32C()) == word;
        return whole ? new Found.Whole(payload, position + HEAD + padded(length)) : new Found.Corrupt();
    }

    private boolean emptyFrom(long position) {
        for (long at = position; at < memory.byteSize(); at += HEAD) {
            if (memory.get(ValueLayout.JAVA_LONG, at) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes what was written survive a loss of power. */
    void force() {
        memory.force();
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    /** Closes it and removes its file. */
    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    private static long padded(int length) {
        return (length + 7L) & -HEAD;
    }

    private static long word(byte[] payload, int length, CRC32C checksum) {
        checksum.reset();
        checksum.update(payload, 0, length);
        return checksum.getValue() << 32 | length;
    }
}
