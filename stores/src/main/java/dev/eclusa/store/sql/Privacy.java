package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Takes persons, and in time whole rows, out of the ledger; what was spent stays in the sums. Within a transaction. */
final class Privacy {
    private Privacy() {}

    /** Answers how many rows there were. */
    static int anonymise(Connection connection, String user, String pseudonym) throws SQLException {
        int rows;
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE calls SET address = '', request_id = NULL WHERE labels IN (SELECT id FROM labels WHERE user_name = ?)")) {
            update.setString(1, user);
            rows = update.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE labels SET user_name = ? WHERE user_name = ?")) {
            update.setString(1, pseudonym);
            update.setString(2, user);
            update.executeUpdate();
        }
        return rows;
    }

    /** Answers how many rows were removed. */
    static int forget(Connection connection, Instant before, int most) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM calls WHERE id IN"
                + " (SELECT id FROM calls WHERE began_at < ? AND id < (SELECT coalesce(min(first_call), 9223372036854775807) FROM daily"
                + " WHERE day > ?) ORDER BY id LIMIT " + most + ")")) {
            delete.setLong(1, before.toEpochMilli());
            delete.setLong(2, Math.floorDiv(before.toEpochMilli(), DailySums.DAY_MILLIS));
            return delete.executeUpdate();
        }
    }
}
