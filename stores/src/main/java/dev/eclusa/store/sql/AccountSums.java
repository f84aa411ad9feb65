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

    /** {@link AccountKind#member} as SQL makes it. */
    static final String MEMBER = "team || '\n' || l.user_name";

    private static final String OF_TAGGED_DAYS = """
            SELECT tag, sum(cost_nanos) FROM daily_tags WHERE day >= ?1 AND (?3 = '' OR tag = ?3) GROUP BY 1""";
    private static final String OF_TAGGED_ROWS = """
            SELECT tags, sum(coalesce(cost_nanos, 0)) FROM calls
            WHERE id >= (SELECT coalesce(min(first_call), 0) FROM daily_tags WHERE day >= ?1)
              AND began_at >= ?2 AND tags != '' GROUP BY 1""";
    private static final String OF_ASKED = """
            SELECT r.requested_model, sum(coalesce(c.cost_nanos, 0)) FROM calls c
            CROSS JOIN requests r ON r.id = c.request CROSS JOIN labels l ON l.id = c.labels
            WHERE c.id >= (SELECT coalesce(min(first_call), 0) FROM daily WHERE day >= ?1)
              AND c.began_at >= ?2 AND (?3 = '' OR r.requested_model = ?3) AND (?4 = '' OR l.key_name = ?4) GROUP BY 1""";

    private final Connection connection;
    private final Flavor flavor;

    AccountSums(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    Map<String, Cost> spent(AccountKind kind, Instant since, Optional<String> name) throws SQLException {
        String wanted = name.orElse("");
        return switch (kind) {
            case KEY -> labelled("key_name", since, wanted);
            case USER -> labelled("user_name", since, wanted);
            case TEAM -> labelled("team", since, wanted);
            case ORGANIZATION -> labelled("organization", since, wanted);
            case PROVIDER -> labelled("provider", since, wanted);
            case MODEL -> asked(since, wanted, "");
            case TAG -> isMidnight(since) ? sums(OF_TAGGED_DAYS, since, wanted, "") : ofTaggedRows(since);
            case MEMBER -> labelled(MEMBER, since, wanted);
            case BUDGET, DEPLOYMENT, CREDENTIAL, PASSAGE ->
                throw new IllegalArgumentException(kind.word() + " is no caller");
        };
    }

    Cost spentOn(String key, String model, Instant since) throws SQLException {
        return asked(since, model, key).getOrDefault(model, Cost.ZERO);
    }

    private Map<String, Cost> labelled(String column, Instant since, String name) throws SQLException {
        return sums((isMidnight(since) ? OF_DAYS : OF_ROWS).formatted(column), since, name, "");
    }

    private Map<String, Cost> asked(Instant since, String model, String key) throws SQLException {
        return sums(OF_ASKED, since, model, key);
    }

    private Map<String, Cost> ofTaggedRows(Instant since) throws SQLException {
        Map<String, Cost> spent = new HashMap<>();
        sums(OF_TAGGED_ROWS, since, "", "")
                .forEach((tags, cost) -> Texts.tags(tags).forEach(tag -> spent.merge(tag, cost, Cost::plus)));
        return spent;
    }

    private static boolean isMidnight(Instant since) {
        return since.toEpochMilli() % DailySums.DAY_MILLIS == 0;
    }

    /** Sums by what the first column says. */
    private Map<String, Cost> sums(String sql, Instant since, String name, String key) throws SQLException {
        try (Numbered select = Numbered.prepare(connection, flavor.words(sql))) {
            select.set(1, Math.floorDiv(since.toEpochMilli(), DailySums.DAY_MILLIS));
            select.set(2, since.toEpochMilli());
            select.set(3, name);
            select.set(4, key);
            try (ResultSet found = select.ask()) {
                Map<String, Cost> spent = new HashMap<>();
                while (found.next()) {
                    spent.put(found.getString(1), new Cost(found.getLong(2)));
                }
                return spent;
            }
        }
    }
}
