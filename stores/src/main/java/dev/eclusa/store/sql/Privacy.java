package dev.eclusa.store.sql;

import dev.eclusa.core.account.AccountKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        return rows + anonymiseTag(connection, AccountKind.CUSTOMER + user, AccountKind.CUSTOMER + pseudonym);
    }

    /** A person is also whom callers say that calls are made for. */
    private static int anonymiseTag(Connection connection, String tag, String pseudonym) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE daily_tags SET tag = ? WHERE tag = ?")) {
            update.setString(1, pseudonym);
            update.setString(2, tag);
            update.executeUpdate();
        }
        int rows = 0;
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, tags FROM calls WHERE tags LIKE ? ESCAPE '!'");
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE calls SET tags = ?, address = '', request_id = NULL WHERE id = ?")) {
            select.setString(1, "%" + tag.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    List<String> tags = new ArrayList<>(Texts.tags(found.getString(2)));
                    if (tags.contains(tag)) {
                        tags.replaceAll(each -> each.equals(tag) ? pseudonym : each);
                        update.setString(1, Texts.tags(tags));
                        update.setLong(2, found.getLong(1));
                        rows += update.executeUpdate();
                    }
                }
            }
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
