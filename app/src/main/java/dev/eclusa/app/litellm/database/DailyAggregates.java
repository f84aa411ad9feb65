package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.ImportedUse;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes over what LiteLLM's sums by day hold beyond its spend logs, which it deletes in time, or never writes where it is
 * told so. A day at a time.
 */
final class DailyAggregates {
    private static final List<String> NEEDED = List.of("date", "api_key", "spend", "api_requests");
    private static final List<String> GROUPED = List.of("model", "custom_llm_provider");
    private static final List<String> SUMMED =
            List.of("prompt_tokens", "completion_tokens", "cache_read_input_tokens", "api_requests", "failed_requests");

    private final Source source;
    private final Database books;
    private final Holders holders;
    private final List<ImportedUse> uses = new ArrayList<>();
    private String day = "";
    private long beyond;

    /**
     * A table of sums.
     *
     * @param table its name
     * @param whose the column that says whose calls they are
     * @param tag what the name of a tag begins with; empty for the table of all calls
     */
    private record Sums(String table, String whose, boolean tagged, String tag) {}

    private static final List<Sums> TABLES = List.of(
            new Sums("LiteLLM_DailyUserSpend", "user_id", false, ""),
            new Sums("LiteLLM_DailyTagSpend", "tag", true, ""),
            new Sums("LiteLLM_DailyEndUserSpend", "end_user_id", true, AccountKind.CUSTOMER));

    DailyAggregates(Source source, Database books, Holders holders) {
        this.source = source;
        this.books = books;
        this.holders = holders;
    }

    /** The tables it reads. */
    static List<String> tables() {
        return TABLES.stream().map(Sums::table).toList();
    }

    void takeOver(Outcomes outcomes, Progress progress) throws SQLException {
        for (Sums sums : TABLES) {
            Set<String> there = source.columns(sums.table());
            if (there.isEmpty()) {
                outcomes.notice(sums.table() + " is not there.");
            } else if (there.containsAll(NEEDED) && there.contains(sums.whose())) {
                progress.at("sums of days", 0, 0);
                takeOver(sums, outcomes.of(sums.table()));
            } else {
                outcomes.of(sums.table()).allLeftOut(source.count(sums.table()), "columns are missing");
            }
        }
    }

    private void takeOver(Sums sums, Outcomes.OfTable outcome) throws SQLException {
        long rows = source.count(sums.table());
        outcome.found(rows);
        beyond = 0;
        source.ask(question(sums), List.of(), row -> take(sums, row, outcome));
        flush();
        outcome.note("calls that only the sums know, kept as sums", beyond);
    }

    private String question(Sums sums) {
        Set<String> there = source.columns(sums.table());
        List<String> grouped = Stream.concat(Stream.of("date", "api_key", sums.whose()), GROUPED.stream())
                .filter(there::contains)
                .toList();
        String said = grouped.stream().map(Source::quoted).collect(Collectors.joining(", "));
        String summed = SUMMED.stream()
                .filter(there::contains)
                .map(name -> "sum(" + Source.quoted(name) + ")::bigint AS " + Source.quoted(name))
                .collect(Collectors.joining(", "));
        return "SELECT row_to_json(t)::text FROM (SELECT " + said + ", " + summed + ", sum(" + Teams.EXACT
                + ")::text AS spend FROM " + source.name(sums.table()) + " GROUP BY " + said + " ORDER BY date) t";
    }

    private void take(Sums sums, ObjectNode row, Outcomes.OfTable outcome) throws SQLException {
        String date = Fields.text(row, "date");
        String whose = Fields.text(row, sums.whose());
        if (!isDate(date)) {
            outcome.note("sums of no day: left out");
            return;
        }
        if (!date.equals(day)) {
            flush();
            day = date;
        }
        if (!sums.tagged() || !whose.isEmpty()) {
            uses.add(use(row, sums.tagged() ? holders.user(Fields.text(row, "api_key")) : whose, tag(sums, whose)));
        }
    }

    private static String tag(Sums sums, String whose) {
        return sums.tagged() ? sums.tag() + whose.replace('\n', ' ') : "";
    }

    private ImportedUse use(ObjectNode row, String user, String tag) {
        String key = Fields.text(row, "api_key");
        String team = holders.team(key);
        Served served = Served.of(Fields.text(row, "custom_llm_provider"), Fields.text(row, "model"));
        return new ImportedUse(
                new ImportedUse.By(key, user, team, holders.organization(key, team), served.provider(), served.model()),
                tag,
                Fields.whole(row, "api_requests"),
                Fields.whole(row, "failed_requests"),
                Fields.whole(row, "prompt_tokens"),
                Fields.whole(row, "completion_tokens"),
                Fields.whole(row, "cache_read_input_tokens"),
                Cost.ofDollars(new java.math.BigDecimal(Fields.text(row, "spend")))
                        .nanos());
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).getYear() > 2000;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private void flush() throws SQLException {
        if (!uses.isEmpty()) {
            beyond += books.takeOver(LocalDate.parse(day), uses);
            uses.clear();
        }
    }
}
