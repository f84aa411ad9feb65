package dev.eclusa.store.sqlite;

import dev.eclusa.core.Json;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.core.money.Cost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes accounts, and sums what they spent. Within the transaction of the caller. */
final class SqliteAccounts {
    private SqliteAccounts() {}

    static List<StoredAccount> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT kind, id, document FROM accounts");
                ResultSet found = select.executeQuery()) {
            List<StoredAccount> accounts = new ArrayList<>();
            while (found.next()) {
                AccountKind kind = AccountKind.valueOf(found.getString(1));
                accounts.add(new StoredAccount(kind, found.getString(2), new Json(found.getString(3))));
            }
            return accounts;
        }
    }

    static void put(Connection connection, List<StoredAccount> accounts) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO accounts VALUES (?,?,?) ON CONFLICT DO UPDATE SET document = excluded.document")) {
            for (StoredAccount account : accounts) {
                upsert.setString(1, account.kind().name());
                upsert.setString(2, account.id());
                upsert.setString(3, account.document().text());
                upsert.executeUpdate();
            }
        }
    }

    static void remove(Connection connection, AccountKind kind, List<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM accounts WHERE kind = ? AND id = ?")) {
            for (String id : ids) {
                delete.setString(1, kind.name());
                delete.setString(2, id);
                delete.executeUpdate();
            }
        }
    }

    /** From the sums of whole days where the moment is midnight (UTC), else from the rows since. */
    static Map<String, Cost> spent(Connection connection, AccountKind kind, Instant since) throws SQLException {
        long millis = since.toEpochMilli();
        long day = Math.floorDiv(millis, DailySums.DAY_MILLIS);
        boolean midnight = millis == day * DailySums.DAY_MILLIS;
        String label = label(kind);
        String sums = midnight
                ? "SELECT l." + label + ", sum(d.cost_nanos) FROM daily d CROSS JOIN labels l ON l.id = d.labels"
                        + " WHERE d.day >= ?1 AND ?2 >= 0 AND l." + label + " != '' GROUP BY 1"
                : "SELECT l." + label + ", sum(coalesce(c.cost_nanos, 0)) FROM calls c JOIN labels l ON l.id = c.labels"
                        + " WHERE c.id >= (SELECT coalesce(min(first_call), 0) FROM daily WHERE day >= ?1)"
                        + " AND c.began_at >= ?2 AND l." + label + " != '' GROUP BY 1";
        try (PreparedStatement select = connection.prepareStatement(sums)) {
            select.setLong(1, day);
            select.setLong(2, millis);
            try (ResultSet found = select.executeQuery()) {
                Map<String, Cost> spent = new HashMap<>();
                while (found.next()) {
                    spent.put(found.getString(1), new Cost(found.getLong(2)));
                }
                return spent;
            }
        }
    }

    private static String label(AccountKind kind) {
        return switch (kind) {
            case KEY -> "key_name";
            case USER -> "user_name";
            case TEAM -> "team";
            case ORGANIZATION -> "organization";
        };
    }
}
