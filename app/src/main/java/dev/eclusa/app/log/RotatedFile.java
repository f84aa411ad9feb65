package dev.eclusa.app.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log file that moves aside when it is full: {@code eclusa.log}, then {@code eclusa.log.1}, up to the oldest kept. */
final class RotatedFile {
    private static final int KEPT = 5;

    private final Path path;
    private final long largest;
    private long size;

    /** Appends to a file of at most so many bytes; its directory is made where it is missing. */
    RotatedFile(Path path, long largest) throws IOException {
        this.path = path.toAbsolutePath();
        this.largest = largest;
        Files.createDirectories(this.path.resolveSibling(""));
        write("");
        this.size = Files.size(this.path);
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (size > 0 && size + bytes.length > largest) {
            rotate();
        }
        Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size += bytes.length;
    }

    private void rotate() throws IOException {
        for (int i = KEPT - 1; i >= 1; i--) {
            if (Files.exists(numbered(i))) {
                Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
        size = 0;
    }

    private Path numbered(int i) {
        return path.resolveSibling(path.getFileName() + "." + i);
    }
}
