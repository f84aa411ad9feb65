package dev.eclusa.app.books;

import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import java.nio.file.Path;
import java.sql.SQLException;

/** The database a gateway with this configuration and data directory keeps its books in. */
public record Books(DatabasePlace place, Path data) {
    /** Something done with it. */
    interface Work<T> {
        T with(Database database) throws SQLException;
    }

    /** The books cannot be read; the message says what to do. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Opens the database, beside a gateway that may be using it, and closes it after. */
    <T> T use(Work<T> work) {
        DatabasePlace there = place.in(data.toAbsolutePath());
        if (there instanceof DatabasePlace.File file
                && !Path.of(file.name()).toFile().exists()) {
            throw new Unreadable(
                    "There is no " + file.name() + " yet. --data DIR names another directory.", new Throwable());
        }
        try (Database database = there.open()) {
            return work.with(database);
        } catch (SQLException failed) {
            throw new Unreadable("The database " + there + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}
