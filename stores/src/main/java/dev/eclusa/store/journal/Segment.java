package dev.eclusa.store.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory. A record is its length, its checksum (CRC-32C), its bytes, padded to eight;
 * the length is written last, so that a record half written is none.
 */
final class Segment implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int ZEROS = 1 << 20;
    private static final VarHandle LENGTH = ValueLayout.JAVA_INT.varHandle();

    private final Path file;
    private final long number;
    private final Arena arena;
    private final MemorySegment memory;
    private volatile long end;

    private Segment(Path file, long number, Arena arena, MemorySegment memory) {
        this.file = file;
        this.number = number;
        this.arena = arena;
        this.memory = memory;
    }

    /** What a reader found at a position. */
    record Found(byte[] payload, long next) {}

    /**
     * Makes a new segment, filled with zeros before it is mapped: on a full disk this throws here, where a mapping of a
     * sparse file would kill the process later.
     */
    static Segment create(Path directory, long number, long size) throws IOException {
        Path file = directory.resolve("%012d.journal".formatted(number));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long written = 0; written < size; ) {
                zeros.clear().limit((int) Math.min(ZEROS, size - written));
                written += channel.write(zeros);
            }
        } catch (IOException full) {
            Files.deleteIfExists(file);
            throw full;
        }
        return open(file);
    }

    /** Opens a segment that is there. */
    static Segment open(Path file) throws IOException {
        String name = file.getFileName().toString();
        long number = Long.parseLong(name.substring(0, name.indexOf('.')));
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
            return new Segment(file, number, arena, memory);
        }
    }

    /** Appends a record; false when there is no room. One writer at a time. */
    boolean append(byte[] payload, int length) {
        long at = end;
        long next = at + HEAD + padded(length);
        if (next + Integer.BYTES > memory.byteSize()) {
            return false;
        }
        MemorySegment.copy(payload, 0, memory, ValueLayout.JAVA_BYTE, at + HEAD, length);
        memory.set(ValueLayout.JAVA_INT, at + 4, checksum(payload, length));
        LENGTH.setRelease(memory, at, length);
        end = next;
        return true;
    }

    /** How far the writer has come. */
    long end() {
        return end;
    }

    /** Whether a record begins here that is whole; empty bytes mean the end, null never. */
    Found read(long position) {
        if (position + HEAD > memory.byteSize()) {
            return new Found(new byte[0], position);
        }
        int length = (int) LENGTH.getAcquire(memory, position);
        if (length == 0) {
            return new Found(new byte[0], position);
        }
        if (length < 0 || position + HEAD + length > memory.byteSize()) {
            return new Found(new byte[0], -1);
        }
        byte[] payload = memory.asSlice(position + HEAD, length).toArray(ValueLayout.JAVA_BYTE);
        boolean whole = memory.get(ValueLayout.JAVA_INT, position + 4) == checksum(payload, length);
        return whole ? new Found(payload, position + HEAD + padded(length)) : new Found(new byte[0], -1);
    }

    /** Makes what was written survive a loss of power. */
    void force() {
        memory.force();
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Closes it and removes its file. */
    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    private static long padded(int length) {
        return (length + 7L) & ~7L;
    }

    private static int checksum(byte[] payload, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload, 0, length);
        return (int) checksum.getValue();
    }
}
