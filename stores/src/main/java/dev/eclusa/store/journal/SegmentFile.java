package dev.eclusa.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The names of segments in a journal's directory, and how their files come and go. */
final class SegmentFile {
    private static final String SUFFIX = ".journal";
    private static final String PREPARING = ".preparing";
    private static final String CORRUPT = ".corrupt";
    private static final int ZEROS = 256 << 10;

    private SegmentFile() {}

    /** Segments an earlier process left, oldest first; files that were still being filled are removed. */
    static List<Path> left(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            List<Path> files = listed.sorted().toList();
            for (Path file : files) {
                if (file.toString().endsWith(PREPARING)) {
                    Files.delete(file);
                }
            }
            return files.stream()
                    .filter(file -> file.toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    /** A number above that of every file there, also of those set aside, whose names are never taken twice. */
    static long unused(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return 1
                    + listed.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("\\d{12,18}\\..*"))
                            .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                            .max()
                            .orElse(0);
        }
    }

    /**
     * Makes a file of zeros. They are written, not left as a hole: on a full disk this throws here, where a mapping of a
     * sparse file would kill the process later.
     */
    static Path create(Path directory, long number, long size) throws IOException {
        Path file = directory.resolve("%012d%s".formatted(number, SUFFIX));
        Path preparing = directory.resolve("%012d%s".formatted(number, PREPARING));
        try {
            fill(preparing, size);
            return Files.move(preparing, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            deleteQuietly(preparing, full);
            throw full;
        }
    }

    /** Keeps a damaged segment under a name that is not replayed. */
    static Path setAside(Path file) throws IOException {
        return Files.move(file, file.resolveSibling(file.getFileName() + CORRUPT));
    }

    private static void fill(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long written = 0; written < size; ) {
                zeros.clear().limit((int) Math.min(ZEROS, size - written));
                written += channel.write(zeros);
            }
        }
    }

    private static void deleteQuietly(Path file, IOException cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            cause.addSuppressed(left);
        }
    }
}
