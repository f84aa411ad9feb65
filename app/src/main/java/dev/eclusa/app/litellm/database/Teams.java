package dev.eclusa.app.litellm.database;

import dev.eclusa.core.money.Cost;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What LiteLLM's spend logs say each team spent, summed by its own database: the other side of the reconciliation. */
final class Teams {
    /** A row's spend, from the shortest decimal that means it, rounded half up to the nano-dollar. */
    static final String EXACT =
            "CASE WHEN spend = 'NaN' OR abs(spend) >= 9e9 THEN 0 ELSE round(spend::text::numeric, 9) END";

    /** Rows, and their spend. */
    record Logged(long rows, Cost spend) {
        static final Logged NONE = new Logged(0, Cost.ZERO);

        Logged plus(Logged other) {
            return new Logged(rows + other.rows, spend.plus(other.spend));
        }
    }

    private Teams() {}

    /** By team; an empty name is none. */
    static Map<String, Logged> logged(Source source) throws SQLException {
        String team = source.columns(SpendLogs.TABLE).contains("team_id") ? "coalesce(team_id, '')" : "''::text";
        Map<String, Logged> teams = new TreeMap<>();
        source.ask(
                "SELECT json_build_object('team', team, 'rows', count(*), 'spend', sum(spend)::text)::text FROM (SELECT "
                        + team + " AS team, " + EXACT + " AS spend FROM " + source.name(SpendLogs.TABLE)
                        + ") t GROUP BY team",
                List.of(),
                row -> teams.put(
                        Fields.text(row, "team"),
                        new Logged(
                                Fields.whole(row, "rows"), Cost.ofDollars(new BigDecimal(Fields.text(row, "spend"))))));
        return teams;
    }
}
