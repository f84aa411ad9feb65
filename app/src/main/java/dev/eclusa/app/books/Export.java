package dev.eclusa.app.books;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.server.manage.CallJson;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.sql.Database;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the ledger's rows out, newest first: comma-separated (RFC 4180), or a JSON object a line. */
final class Export {
    private static final int PAGE = 1000;

    private static final List<String> COLUMNS = List.of(
            "call_id",
            "request_id",
            "startTime",
            "endTime",
            "call_type",
            "api_key",
            "user",
            "team_id",
            "organization_id",
            "model_group",
            "custom_llm_provider",
            "model",
            "tier",
            "stream",
            "status",
            "http_status",
            "prompt_tokens",
            "completion_tokens",
            "cached_tokens",
            "reasoning_tokens",
            "total_tokens",
            "usage_estimated",
            "spend",
            "latency_ms",
            "time_to_first_token_ms",
            "cache_hit");

    private final PrintStream out;
    private final boolean commas;

    Export(PrintStream out, boolean commas) {
        this.out = out;
        this.commas = commas;
    }

    /**
     * Writes all that a query finds.
     *
     * @param progress told how many rows are written
     */
    long write(Database database, CallQuery query, LongConsumer progress) throws SQLException {
        if (commas) {
            out.print(String.join(",", COLUMNS) + "\r\n");
        }
        long written = 0;
        CallQuery next = query;
        while (true) {
            CallPage page = database.page(next);
            page.calls().forEach(this::row);
            written += page.calls().size();
            progress.accept(written);
            if (page.next().isEmpty()) {
                return written;
            }
            next = next.before(page.next().getAsLong());
        }
    }

    /** The query for every row from one moment to before another, in pages. */
    static CallQuery between(long fromMillis, long toMillis) {
        return new CallQuery("", "", "", fromMillis, toMillis, PAGE);
    }

    private void row(CallRow row) {
        ObjectNode json = CallJson.of(row);
        out.print(
                commas
                        ? COLUMNS.stream().map(name -> cell(json.path(name))).collect(Collectors.joining(",")) + "\r\n"
                        : json + "\n");
    }

    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.asString();
        boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
