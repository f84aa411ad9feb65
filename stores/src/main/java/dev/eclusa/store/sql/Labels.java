package dev.eclusa.store.sql;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.ImportedUse;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What calls are summed by. */
record Labels(String key, String user, String team, String organization, String provider, String model, int tier) {
    static final String UPSERT = """
            INSERT INTO labels (key_name, user_name, team, organization, provider, model, tier) VALUES (?,?,?,?,?,?,?)
            ON CONFLICT (key_name, user_name, team, organization, provider, model, tier) DO UPDATE SET tier = excluded.tier RETURNING id""";

    static Labels of(CallRow row) {
        var caller = row.begin().caller();
        return new Labels(
                caller.key(),
                Texts.kept(caller.user()),
                caller.team(),
                caller.organization(),
                row.provider(),
                row.model(),
                row.tier());
    }

    /** Those that another gateway summed by. */
    static Labels of(ImportedUse.By by) {
        return new Labels(by.key(), Texts.kept(by.user()), by.team(), by.organization(), by.provider(), by.model(), 0);
    }

    static void bind(PreparedStatement upsert, Labels labels) throws SQLException {
        upsert.setString(1, labels.key());
        upsert.setString(2, labels.user());
        upsert.setString(3, labels.team());
        upsert.setString(4, labels.organization());
        upsert.setString(5, labels.provider());
        upsert.setString(6, labels.model());
        upsert.setInt(7, labels.tier());
    }
}
