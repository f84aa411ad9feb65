package dev.eclusa.store.sql;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.ImportedTotals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sums what was taken over from another gateway: whole days where the moment is midnight (UTC), else its rows since. */
final class ImportedSums {
    private static final String OF_DAYS = """
            SELECT l.%1$s, sum(d.cost_nanos) FROM imported_days d CROSS JOIN labels l ON l.id = d.labels
            WHERE d.day >= ?1 AND d.tag = '' AND l.%1$s != '' GROUP BY 1""";
    private static final String OF_TAGS = """
            SELECT tag, sum(cost_nanos) FROM imported_days WHERE day >= ?1 AND tag != '' GROUP BY 1""";
    private static final String OF_ROWS = """
            SELECT l.%1$s, sum(coalesce(c.cost_nanos, 0)) FROM calls c CROSS JOIN labels l ON l.id = c.labels
            WHERE c.id >= (SELECT coalesce(min(first_call), 0) FROM daily WHERE day >= ?1)
              AND c.began_at >= ?2 AND c.decision = ?3 AND l.%1$s != '' GROUP BY 1""";
    private static final String OF_TAGGED_ROWS = """
            SELECT tags, sum(coalesce(cost_nanos, 0)) FROM calls
            WHERE id >= (SELECT coalesce(min(first_call), 0) FROM daily_tags WHERE day >= ?1)
              AND began_at >= ?2 AND decision = ?3 AND tags != '' GROUP BY 1""";
    private static final String ROWS = """
            SELECT count(*), coalesce(sum(cost_nanos), 0) FROM calls WHERE decision = ?3""";
    private static final String TEAMS = """
            SELECT l.team, d.rest, sum(d.requests), sum(d.cost_nanos)
            FROM imported_days d CROSS JOIN labels l ON l.id = d.labels WHERE d.tag = '' GROUP BY 1, 2""";

    private final Connection connection;
    private final Flavor flavor;

    ImportedSums(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    Map<String, Cost> spent(AccountKind kind, Instant since) throws SQLException {
        boolean days = since.toEpochMilli() % DailySums.DAY_MILLIS == 0;
        if (kind == AccountKind.TAG) {
            return days ? sums(OF_TAGS, since) : ofTaggedRows(since);
        }
        String column = switch (kind) {
            case KEY -> "key_name";
            case USER -> "user_name";
            case TEAM -> "team";
            case ORGANIZATION -> "organization";
            case MEMBER -> AccountSums.MEMBER;
            case PROVIDER, MODEL, TAG, BUDGET, DEPLOYMENT, CREDENTIAL, PASSAGE ->
                throw new IllegalArgumentException(kind.word() + " is not taken over");
        };
        return sums((days ? OF_DAYS : OF_ROWS).formatted(column), since);
    }

    private Map<String, Cost> ofTaggedRows(Instant since) throws SQLException {
        Map<String, Cost> spent = new HashMap<>();
        sums(OF_TAGGED_ROWS, since)
                .forEach((tags, cost) -> Texts.tags(tags).forEach(tag -> spent.merge(tag, cost, Cost::plus)));
        return spent;
    }

    private Map<String, Cost> sums(String sql, Instant since) throws SQLException {
        try (Numbered select = Numbered.prepare(connection, flavor.words(sql))) {
            select.set(1, Math.floorDiv(since.toEpochMilli(), DailySums.DAY_MILLIS));
            select.set(2, since.toEpochMilli());
            select.set(3, Database.IMPORTED);
            try (ResultSet found = select.ask()) {
                Map<String, Cost> spent = new HashMap<>();
                while (found.next()) {
                    spent.put(found.getString(1), new Cost(found.getLong(2)));
                }
                return spent;
            }
        }
    }

    ImportedTotals totals() throws SQLException {
        ImportedTotals.Sum sum = teams().values().stream().reduce(ImportedTotals.Sum.NONE, ImportedTotals.Sum::plus);
        try (Numbered select = Numbered.prepare(connection, ROWS)) {
            select.set(3, Database.IMPORTED);
            try (ResultSet found = select.ask()) {
                found.next();
                return new ImportedTotals(found.getLong(1), found.getLong(2), sum);
            }
        }
    }

    /** What was taken over of calls of each team; an empty name is none. */
    Map<String, ImportedTotals.Sum> teams() throws SQLException {
        Map<String, ImportedTotals.Sum> teams = new HashMap<>();
        try (Numbered select = Numbered.prepare(connection, flavor.words(TEAMS));
                ResultSet found = select.ask()) {
            while (found.next()) {
                long requests = found.getLong(3);
                long nanos = found.getLong(4);
                teams.merge(
                        found.getString(1),
                        found.getInt(2) == 0
                                ? new ImportedTotals.Sum(requests, nanos, 0, 0)
                                : new ImportedTotals.Sum(0, 0, requests, nanos),
                        ImportedTotals.Sum::plus);
            }
        }
        return teams;
    }
}
