package dev.eclusa.store;

import dev.eclusa.store.sql.Database;
import dev.eclusa.store.sql.PostgresAddress;
import dev.eclusa.store.sql.PostgresDatabase;
import dev.eclusa.store.sql.SqliteDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Where the database is. */
public sealed interface DatabasePlace {
    /** The file used when nothing else is said, in the data directory. */
    static DatabasePlace usual() {
        return new File("eclusa.db");
    }

    /**
     * A file of our own.
     *
     * @param name relative to the data directory, or absolute
     */
    record File(String name) implements DatabasePlace {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A server that several gateways may share. */
    record Server(PostgresAddress address) implements DatabasePlace {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * Reads {@code sqlite:FILE} or a PostgreSQL URL.
     *
     * @throws IllegalArgumentException when it is neither; the message repeats no password
     */
    static DatabasePlace of(String url) {
        if (PostgresAddress.isPostgres(url)) {
            return new Server(PostgresAddress.of(url));
        }
        if (url.startsWith("sqlite:") && url.length() > "sqlite:".length()) {
            return new File(url.substring("sqlite:".length()));
        }
        throw new IllegalArgumentException("A store is sqlite:FILE, or postgresql://user:password@host:port/database.");
    }

    /** The same, a file's name made absolute. */
    default DatabasePlace in(Path directory) {
        return switch (this) {
            case File file -> new File(directory.resolve(file.name()).toString());
            case Server server -> server;
        };
    }

    /** Opens it, creating or upgrading its tables. Waits. */
    default Database open() throws SQLException {
        return switch (this) {
            case File file -> new SqliteDatabase(Path.of(file.name()));
            case Server server -> new PostgresDatabase(server.address());
        };
    }

    /** Whether a failure to open it may pass: the server is not reached, starts or stops, or has no connection left. */
    default boolean mayComeBack(SQLException failed) {
        Set<String> passing = Set.of("57P01", "57P02", "57P03", "53300", "53200", "55P03", "40P01", "40001");
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        return switch (this) {
            case File file -> !String.valueOf(failed.getMessage()).contains("newer version");
            case Server server -> state.startsWith("08") || passing.contains(state);
        };
    }
}
