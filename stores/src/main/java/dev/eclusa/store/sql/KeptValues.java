package dev.eclusa.store.sql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Small values kept by name, and secrets made once. */
final class KeptValues {
    private static final int SECRET_BYTES = 32;

    private KeptValues() {}

    static Optional<String> state(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM state WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    static void keep(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO state VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
            upsert.setString(1, name);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    /** Keeps a text under a name until a moment, unless one is kept there; answers the one that is. */
    static String first(Connection connection, String name, String text, Instant now, Instant until)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM repeats WHERE until < ?")) {
            delete.setLong(1, now.toEpochMilli());
            delete.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO repeats VALUES (?,?,?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, name);
            insert.setString(2, text);
            insert.setLong(3, until.toEpochMilli());
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT text FROM repeats WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    /** Keeps another text under a name that is taken; an empty one frees the name. */
    static void instead(Connection connection, String name, String text) throws SQLException {
        String change = text.isEmpty()
                ? "DELETE FROM repeats WHERE ? = '' AND name = ?"
                : "UPDATE repeats SET text = ? WHERE name = ?";
        try (PreparedStatement statement = connection.prepareStatement(change)) {
            statement.setString(1, text);
            statement.setString(2, name);
            statement.executeUpdate();
        }
    }

    /** A secret of 32 random bytes, made the first time it is asked for. */
    static byte[] secret(Connection connection, String name) throws SQLException {
        byte[] made = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(made);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO secrets VALUES (?,?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, name);
            insert.setBytes(2, made);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM secrets WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return found.getBytes(1);
            }
        }
    }
}
