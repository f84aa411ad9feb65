package dev.eclusa.store.sql;

import dev.eclusa.core.money.Cost;
import dev.eclusa.store.UsageReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads sums; never a row. */
final class UsageReader {
    private static final String SUMS = """
            SELECT l.model, l.tier, sum(d.requests), sum(d.tokens), sum(d.cost_nanos)
            FROM daily d CROSS JOIN labels l ON l.id = d.labels
            WHERE d.day BETWEEN ?1 AND ?2 AND (?3 = '' OR l.organization = ?3)
            GROUP BY l.model, l.tier ORDER BY 5 DESC, 1, 2""";

    private final Connection connection;
    private final Flavor flavor;

    UsageReader(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    UsageReport usage(LocalDate start, LocalDate end, Optional<String> organization) throws SQLException {
        Map<String, UsageReport.Sum> byModel = new LinkedHashMap<>();
        try (Numbered select = Numbered.prepare(connection, flavor.words(SUMS))) {
            select.set(1, start.toEpochDay());
            select.set(2, end.toEpochDay());
            select.set(3, organization.orElse(""));
            try (ResultSet found = select.ask()) {
                while (found.next()) {
                    byModel.merge(name(found), sum(found), UsageReport.Sum::plus);
                }
            }
        }
        return new UsageReport(organization, byModel);
    }

    private static String name(ResultSet found) throws SQLException {
        int tier = found.getInt(2);
        return (tier == 0 ? "" : "tier" + tier + "/") + found.getString(1);
    }

    private static UsageReport.Sum sum(ResultSet found) throws SQLException {
        return new UsageReport.Sum(found.getLong(3), found.getLong(4), new Cost(found.getLong(5)));
    }
}
