package dev.eclusa.app.litellm.database;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who stands above LiteLLM's keys, where a row does not say it. */
final class Holders {
    private record Above(String user, String team, String organization) {}

    private static final Above NOBODY = new Above("", "", "");

    private final Map<String, Above> keys = new HashMap<>();
    private final Map<String, String> teams = new HashMap<>();
    private final Map<String, String> usedFor = new HashMap<>();

    /** Of keys and teams, and, of keys that are gone, as the sums by team have it. */
    static Holders read(Source source) throws SQLException {
        Holders holders = new Holders();
        if (source.columns("LiteLLM_TeamTable").contains("team_id")) {
            source.rows(
                    "LiteLLM_TeamTable",
                    "team_id",
                    row -> holders.teams.put(Fields.text(row, "team_id"), Fields.text(row, "organization_id")));
        }
        if (source.columns("LiteLLM_VerificationToken").contains("token")) {
            source.rows(
                    "LiteLLM_VerificationToken",
                    "token",
                    row -> holders.keys.put(
                            Fields.text(row, "token"),
                            new Above(
                                    Fields.text(row, "user_id"),
                                    Fields.text(row, "team_id"),
                                    Fields.text(row, "organization_id"))));
        }
        if (source.columns("LiteLLM_DailyTeamSpend").contains("team_id")) {
            source.ask(
                    "SELECT DISTINCT json_build_object('key', api_key, 'team', team_id)::text FROM "
                            + source.name("LiteLLM_DailyTeamSpend") + " WHERE team_id <> ''",
                    java.util.List.of(),
                    row -> holders.usedFor.put(Fields.text(row, "key"), Fields.text(row, "team")));
        }
        return holders;
    }

    /** The user of a key. */
    String user(String key) {
        return keys.getOrDefault(key, NOBODY).user();
    }

    /** The team of a key. */
    String team(String key) {
        return Optional.of(keys.getOrDefault(key, NOBODY).team())
                .filter(team -> !team.isEmpty())
                .orElseGet(() -> usedFor.getOrDefault(key, ""));
    }

    /** The organization of a key, or that of a team. */
    String organization(String key, String team) {
        return Optional.of(keys.getOrDefault(key, NOBODY).organization())
                .filter(organization -> !organization.isEmpty())
                .orElseGet(() -> teams.getOrDefault(team, ""));
    }
}
