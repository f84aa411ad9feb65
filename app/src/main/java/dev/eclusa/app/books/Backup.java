package dev.eclusa.app.books;

import dev.eclusa.store.DataDirectory;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/** Copies of the embedded database. PostgreSQL has tools of its own. */
public final class Backup {
    private Backup() {}

    private static Path file(Books books) {
        return switch (books.place().in(books.data().toAbsolutePath())) {
            case DatabasePlace.File file -> Path.of(file.name());
            case DatabasePlace.Server server ->
                throw new IllegalArgumentException(
                        "The books are in PostgreSQL; back them up with pg_dump --schema=eclusa.");
        };
    }

    /** Writes the database as it is at one moment, beside a gateway that may be using it. */
    public static void write(Books books, Path to) {
        Path from = file(books);
        if (Files.exists(to)) {
            throw new IllegalArgumentException(to + " exists; nothing was written.");
        }
        if (!Files.exists(from)) {
            throw new IllegalArgumentException("There is no " + from + " yet. --data DIR names another directory.");
        }
        try {
            SqliteDatabase.copy(from, to);
        } catch (SQLException failed) {
            throw new Books.Unreadable("The copy failed: " + failed.getMessage(), failed);
        }
    }

    /**
     * Puts a copy in the place of the database.
     *
     * @return where the one that was there is now
     */
    public static Path restore(Books books, Path from) {
        Path place = file(books);
        try (DataDirectory held = DataDirectory.open(books.data())) {
            SqliteDatabase.check(from);
            Path aside = place.resolveSibling(place.getFileName() + ".before-restore");
            for (String end : new String[] {"", "-wal", "-shm"}) {
                Path part = place.resolveSibling(place.getFileName() + end);
                if (Files.exists(part)) {
                    Files.move(
                            part, aside.resolveSibling(aside.getFileName() + end), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(from, place);
            return held.path().relativize(aside);
        } catch (IOException failed) {
            throw new UncheckedIOException("Restoring failed.", failed);
        } catch (SQLException failed) {
            throw new Books.Unreadable(from + " is not a database of Eclusa: " + failed.getMessage(), failed);
        } catch (DataDirectory.Unusable inUse) {
            throw new IllegalArgumentException(inUse.getMessage(), inUse);
        }
    }
}
