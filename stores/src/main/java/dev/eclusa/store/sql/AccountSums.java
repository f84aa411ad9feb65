package dev.eclusa.store.sql;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sums what accounts spent: from the sums of whole days where the moment is midnight (UTC), else from the rows since. */
final class AccountSums {
    private static final String OF_DAYS = """
            SELECT l.%1$s, sum(d.cost_nanos) FROM daily d CROSS JOIN labels l ON l.id = d.labels
            WHERE d.day >= ?1 AND l.%1$s != '' AND (?3 = '' OR l.%1$s = ?3) GROUP BY 1""";
    private static final String OF_ROWS = """
            SELECT l.%1$s, sum(coalesce(c.cost_nanos, 0)) FROM calls c CROSS JOIN labels l ON l.id = c.labels
            WHERE c.id >= (SELECT coalesce(min(first_call), 0) FROM daily WHERE day >= ?1)
              AND c.began_at >= ?2 AND l.%1$s != '' AND (?3 = '' OR l.%1$s = ?3) GROUP BY 1""";

    private final Connection connection;
    private final Flavor flavor;

    AccountSums(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    Map<String, Cost> spent(AccountKind kind, Instant since, Optional<String> name) throws SQLException {
        long millis = since.toEpochMilli();
        long day = Math.floorDiv(millis, DailySums.DAY_MILLIS);
        boolean midnight = millis == day * DailySums.DAY_MILLIS;
        String sql = (midnight ? OF_DAYS : OF_ROWS).formatted(label(kind));
        try (Numbered select = Numbered.prepare(connection, flavor.words(sql))) {
            select.set(1, day);
            select.set(2, millis);
            select.set(3, name.orElse(""));
            try (ResultSet found = select.ask()) {
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
            case BUDGET -> throw new IllegalArgumentException("a budget is no caller");
        };
    }
}
