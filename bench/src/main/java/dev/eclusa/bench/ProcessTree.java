package dev.eclusa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process and all its living descendants, as {@code /proc} counts them (proc(5)). */
record ProcessTree(long root) {
    /** {@code USER_HZ}, 100 on every Linux that matters here. */
    private static final long MICROS_PER_TICK = 10_000;

    /** User and system time of the whole tree so far, in microseconds, to 10 ms. */
    long cpuMicros() {
        return pids().mapToLong(ProcessTree::ticks).sum() * MICROS_PER_TICK;
    }

    /** Resident megabytes of the whole tree; pages shared between processes count in each. */
    double residentMegabytes() {
        return pids().mapToLong(ProcessTree::residentKilobytes).sum() / 1024.0;
    }

    private Stream<Long> pids() {
        var handle = ProcessHandle.of(root)
                .orElseThrow(() -> new IllegalStateException("process " + root + " has died; see its log"));
        return Stream.concat(Stream.of(root), handle.descendants().map(ProcessHandle::pid));
    }

    private static long ticks(long pid) {
        var stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
    }

    private static long residentKilobytes(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException died) {
            return "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
