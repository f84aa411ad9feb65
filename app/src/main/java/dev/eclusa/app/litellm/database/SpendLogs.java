package dev.eclusa.app.litellm.database;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes over LiteLLM's spend logs, oldest first. With each batch is kept how far it came, so that a run that was cut off is
 * gone on with; rows are known by their id, so that reading one again changes nothing. What prompts and answers said is not
 * read.
 */
final class SpendLogs {
    static final String TABLE = "LiteLLM_SpendLogs";

    private static final List<String> NEEDED = List.of("request_id", "startTime", "spend", "api_key");
    private static final List<String> READ = List.of(
            "call_type",
            "prompt_tokens",
            "completion_tokens",
            "endTime",
            "completionStartTime",
            "model",
            "model_group",
            "custom_llm_provider",
            "user",
            "cache_hit",
            "request_tags",
            "team_id",
            "end_user",
            "requester_ip_address",
            "status",
            "organization_id");
    private static final String EVER = "-infinity";
    private static final int BATCH = 1000;

    /** LiteLLM writes rows late: a finished run is followed up from this long before its last row. */
    private static final int LATE_DAYS = 1;

    private final Source source;
    private final Database books;
    private final Ledger ledger;
    private final String state;
    private final List<CallRow> batch = new ArrayList<>();
    private String place = "";
    private long done;

    /** Where the outcome is told. */
    private record Ledger(SpendLogRow rows, Outcomes.OfTable outcome, Progress progress, long total) {}

    private SpendLogs(Source source, Database books, Ledger ledger, String state) {
        this.source = source;
        this.books = books;
        this.ledger = ledger;
        this.state = state;
    }

    /** Why the table cannot be read; empty when it can. */
    static Optional<String> missing(Source source) {
        Set<String> there = source.columns(TABLE);
        return NEEDED.stream()
                .filter(column -> !there.contains(column))
                .findFirst()
                .map(column -> "its column " + column + " is missing");
    }

    /**
     * Takes them over.
     *
     * @param from where they are from, as the state remembers it
     */
    static void takeOver(
            Source source, Database books, Holders holders, Outcomes.OfTable outcome, Progress progress, String from)
            throws SQLException {
        long total = source.count(TABLE);
        outcome.found(total);
        Ledger ledger = new Ledger(new SpendLogRow(holders), outcome, progress, total);
        new SpendLogs(source, books, ledger, "litellm.logs " + from).run();
    }

    private void run() throws SQLException {
        Optional<String[]> before = books.state(state).map(kept -> kept.split("\\|", 3));
        String moment = before.map(kept -> kept[0].equals("done") ? earlier(kept[1]) : kept[1])
                .orElse(EVER);
        String id = before.filter(kept -> !kept[0].equals("done"))
                .map(kept -> kept[2])
                .orElse("");
        source.ask(question(), List.of(moment, moment, id), this::take);
        flush("going");
        if (!place.isEmpty()) {
            books.keep(state, "done|" + place);
        }
    }

    private static String earlier(String moment) {
        try {
            return LocalDateTime.parse(moment).minusDays(LATE_DAYS).toString();
        } catch (DateTimeException unreadable) {
            return EVER;
        }
    }

    private String question() {
        Set<String> there = source.columns(TABLE);
        String columns = Stream.concat(NEEDED.stream(), READ.stream().filter(there::contains))
                .map(Source::quoted)
                .collect(Collectors.joining(", "));
        String details = there.contains("metadata")
                ? ", metadata->'usage_object' AS usage, metadata#>>'{error_information,error_code}' AS error_code"
                : "";
        return "SELECT row_to_json(t)::text FROM (SELECT " + columns + details + " FROM " + source.name(TABLE)
                + " WHERE \"startTime\" >= ?::timestamp AND (\"startTime\", request_id) > (?::timestamp, ?)"
                + " ORDER BY \"startTime\", request_id) t";
    }

    private void take(ObjectNode row) throws SQLException {
        Optional<CallRow> call = ledger.rows().read(row);
        call.ifPresentOrElse(batch::add, () -> ledger.outcome().leftOut("a row without an id or a beginning"));
        if (call.isPresent() && call.get().cost().isEmpty()) {
            ledger.outcome().note("rows whose spend is no amount: kept without one");
        }
        place = Fields.text(row, "startTime") + "|" + Fields.text(row, "request_id");
        if (batch.size() == BATCH) {
            flush("going");
        }
    }

    private void flush(String how) throws SQLException {
        if (!batch.isEmpty()) {
            ledger.outcome().added(books.takeOver(batch, state, how + "|" + place));
            done += batch.size();
            batch.clear();
        }
        ledger.progress().at("spend logs", done, Math.max(done, ledger.total()));
    }
}
