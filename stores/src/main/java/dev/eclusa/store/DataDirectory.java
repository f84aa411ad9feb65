package dev.eclusa.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that belongs to one process at a time, held by a lock that ends with the process. */
public final class DataDirectory implements AutoCloseable {
    /**
     * Directories this process holds. POSIX drops a file's locks when any descriptor of it is closed, so a second opening
     * must be refused before it touches the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The directory is in use, or cannot be used; the message says what to do. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Creates the directory where it is missing and takes it.
     *
     * @throws Unusable when another process has it, or it cannot be created
     */
    public static DataDirectory open(Path path) {
        try {
            Path real = Files.createDirectories(path).toRealPath();
            if (!HELD.add(real)) {
                throw inUse(real, Long.toString(ProcessHandle.current().pid()));
            }
            return new DataDirectory(real, locked(real));
        } catch (IOException failed) {
            throw new Unusable(
                    "The data directory " + path.toAbsolutePath() + " cannot be used. Choose another with --data DIR.",
                    failed);
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        boolean taken = false;
        FileChannel channel = lockFile(path);
        try {
            taken = Optional.ofNullable(channel.tryLock()).isPresent();
            if (!taken) {
                throw inUse(path, holder(channel));
            }
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } finally {
            if (!taken) {
                channel.close();
                HELD.remove(path);
            }
        }
    }

    private static FileChannel lockFile(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            HELD.remove(path);
            throw failed;
        }
    }

    private static Unusable inUse(Path path, String holder) {
        return new Unusable(
                "The data directory " + path + " is in use by process " + holder
                        + ". Stop it, or choose another directory with --data DIR.",
                new IllegalStateException("locked"));
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isEmpty() ? "unknown" : text;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            HELD.remove(path);
        }
    }
}
