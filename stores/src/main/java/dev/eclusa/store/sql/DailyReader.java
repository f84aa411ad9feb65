package dev.eclusa.store.sql;

import dev.eclusa.core.money.Cost;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.RecalledUse;
import dev.eclusa.store.TaggedUse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads sums of days; never a row, but where the sums do not tell. */
final class DailyReader {
    private static final String COLUMNS = """
            SELECT d.day, l.key_name, l.user_name, l.team, l.organization, l.provider, l.model, l.tier, d.requests, d.failed,
              d.unpriced, d.input_tokens, d.output_tokens, d.cached_tokens, d.tokens, d.cost_nanos""";
    private static final String WANTED = """
             d CROSS JOIN labels l ON l.id = d.labels
            WHERE d.day BETWEEN ?1 AND ?2 AND (?3 = '' OR l.key_name = ?3) AND (?4 = '' OR l.user_name = ?4)
              AND (?5 = '' OR l.team = ?5) AND (?6 = '' OR l.organization = ?6)
            """;
    private static final String SUMS = COLUMNS + " FROM daily" + WANTED + "ORDER BY d.day, d.labels";
    private static final String TAGGED = COLUMNS + ", d.tag FROM daily_tags" + WANTED
            + "AND (?7 = '' OR d.tag = ?7) ORDER BY d.day, d.labels, d.tag";

    private static final String RECALLED = """
            SELECT count(*), coalesce(sum(c.output_tokens), 0) FROM calls c CROSS JOIN labels l ON l.id = c.labels
            WHERE c.id BETWEEN (SELECT coalesce(min(first_call), 0) FROM daily WHERE day BETWEEN ?1 AND ?2)
              AND (SELECT coalesce(max(last_call), 0) FROM daily WHERE day BETWEEN ?1 AND ?2)
              AND c.cache LIKE 'hit-%' AND (?3 = '' OR l.key_name = ?3) AND (?4 = '' OR l.user_name = ?4)
              AND (?5 = '' OR l.team = ?5) AND (?6 = '' OR l.organization = ?6)""";

    private final Connection connection;
    private final Flavor flavor;

    DailyReader(Connection connection, Flavor flavor) {
        this.connection = connection;
        this.flavor = flavor;
    }

    List<DailyUse> read(DailyQuery query) throws SQLException {
        try (Numbered select = Numbered.prepare(connection, flavor.words(SUMS))) {
            bind(select, query);
            try (ResultSet found = select.ask()) {
                List<DailyUse> days = new ArrayList<>();
                while (found.next()) {
                    days.add(day(found));
                }
                return days;
            }
        }
    }

    /** Calls whose answers were known already. */
    RecalledUse recalled(DailyQuery query) throws SQLException {
        try (Numbered select = Numbered.prepare(connection, flavor.words(RECALLED))) {
            bind(select, query);
            try (ResultSet found = select.ask()) {
                found.next();
                return new RecalledUse(found.getLong(1), found.getLong(2));
            }
        }
    }

    /** Sums of calls that carry a tag; an empty one is any. */
    List<TaggedUse> tagged(DailyQuery query, String tag) throws SQLException {
        try (Numbered select = Numbered.prepare(connection, flavor.words(TAGGED))) {
            bind(select, query);
            select.set(7, tag);
            try (ResultSet found = select.ask()) {
                List<TaggedUse> days = new ArrayList<>();
                while (found.next()) {
                    days.add(new TaggedUse(found.getString(17), day(found)));
                }
                return days;
            }
        }
    }

    private static void bind(Numbered select, DailyQuery query) throws SQLException {
        select.set(1, query.start().toEpochDay());
        select.set(2, query.end().toEpochDay());
        select.set(3, query.key());
        select.set(4, query.user());
        select.set(5, query.team());
        select.set(6, query.organization());
    }

    private static DailyUse day(ResultSet found) throws SQLException {
        return new DailyUse(
                LocalDate.ofEpochDay(found.getLong(1)),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getString(5),
                found.getString(6),
                found.getString(7),
                found.getInt(8),
                new DailyUse.Use(
                        found.getLong(9),
                        found.getLong(10),
                        found.getLong(11),
                        found.getLong(12),
                        found.getLong(13),
                        found.getLong(14),
                        found.getLong(15),
                        new Cost(found.getLong(16))));
    }
}
