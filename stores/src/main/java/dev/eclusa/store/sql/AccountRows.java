package dev.eclusa.store.sql;

import dev.eclusa.core.Json;
import dev.eclusa.core.account.AccountChanges;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.StoredAccount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes accounts. Each change has a number, larger than any before, so that other instances find what they do
 * not know yet; what is gone leaves its id behind for them. Within the transaction of the caller, which writes alone.
 */
final class AccountRows {
    private static final String NEXT = "(SELECT coalesce(max(changed), 0) + 1 FROM accounts)";

    private AccountRows() {}

    static AccountChanges changed(Connection connection, long since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT kind, id, document, changed FROM accounts WHERE changed > ? OR ? = 0 ORDER BY changed")) {
            select.setLong(1, since);
            select.setLong(2, since);
            try (ResultSet found = select.executeQuery()) {
                List<StoredAccount> kept = new ArrayList<>();
                List<AccountChanges.Gone> gone = new ArrayList<>();
                long last = since;
                while (found.next()) {
                    String id = found.getString(2);
                    String document = found.getString(3);
                    AccountKind.named(found.getString(1)).ifPresent(kind -> {
                        if (document.isEmpty()) {
                            gone.add(new AccountChanges.Gone(kind, id));
                        } else {
                            kept.add(new StoredAccount(kind, id, new Json(document)));
                        }
                    });
                    last = Math.max(last, found.getLong(4));
                }
                return new AccountChanges(kept, gone, last);
            }
        }
    }

    static void put(Connection connection, List<StoredAccount> accounts) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO accounts (kind, id, document, changed) VALUES (?,?,?," + NEXT + ") ON CONFLICT (kind, id)"
                        + " DO UPDATE SET document = excluded.document, changed = excluded.changed")) {
            for (StoredAccount account : accounts) {
                upsert.setString(1, account.kind().name());
                upsert.setString(2, account.id());
                upsert.setString(3, account.document().text());
                upsert.executeUpdate();
            }
        }
    }

    static void remove(Connection connection, AccountKind kind, List<String> ids) throws SQLException {
        try (PreparedStatement empty = connection.prepareStatement(
                "UPDATE accounts SET document = '', changed = " + NEXT + " WHERE kind = ? AND id = ?")) {
            for (String id : ids) {
                empty.setString(1, kind.name());
                empty.setString(2, id);
                empty.executeUpdate();
            }
        }
    }
}
