package dev.eclusa.app.books;

import dev.eclusa.app.parquet.Column;
import dev.eclusa.app.parquet.ColumnType;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The columns of an export, in order: named as {@code /spend/logs} names them, typed for formats that have types. */
final class LedgerColumns {
    private static final ColumnType<String> TEXT = new ColumnType.Utf8();
    private static final ColumnType<Integer> SMALL = new ColumnType.Int32();
    private static final ColumnType<Long> WHOLE = new ColumnType.Int64();
    private static final ColumnType<Boolean> TRUTH = new ColumnType.Bool();
    private static final ColumnType<Instant> MOMENT = new ColumnType.Timestamp();
    /** Dollars to the nano-dollar, which is what {@link Cost} counts. */
    private static final ColumnType<BigDecimal> DOLLARS = new ColumnType.Decimal(18, 9);

    static final List<Column<CallRow, ?>> ALL = List.of(
            text("call_id", row -> row.begin().callId()),
            text("request_id", row -> row.begin().requestId()),
            Column.of("startTime", MOMENT, row -> moment(row, 0)),
            Column.of("endTime", MOMENT, row -> moment(row, row.latencyMillis())),
            text("call_type", row -> row.begin().endpoint()),
            text("api_key", row -> row.begin().caller().key()),
            text("user", row -> row.begin().caller().user()),
            text("team_id", row -> row.begin().caller().team()),
            text("organization_id", row -> row.begin().caller().organization()),
            text("model_group", row -> row.begin().requestedModel()),
            text("custom_llm_provider", CallRow::provider),
            text("model", CallRow::model),
            Column.of("tier", SMALL, CallRow::tier),
            Column.of("stream", TRUTH, row -> row.begin().streamed()),
            text("status", row -> row.outcome().label()),
            Column.of("http_status", SMALL, CallRow::status),
            Column.of("prompt_tokens", WHOLE, row -> row.usage().input()),
            Column.of("completion_tokens", WHOLE, row -> row.usage().output()),
            Column.of("cached_tokens", WHOLE, row -> row.usage().cachedInput()),
            Column.of("reasoning_tokens", WHOLE, row -> row.usage().reasoning()),
            Column.of("total_tokens", WHOLE, row -> row.usage().total()),
            Column.of("usage_estimated", TRUTH, CallRow::usageEstimated),
            new Column<>("spend", DOLLARS, row -> row.cost().map(Cost::dollars)),
            Column.of("latency_ms", WHOLE, CallRow::latencyMillis),
            new Column<>("time_to_first_token_ms", WHOLE, LedgerColumns::firstToken),
            text("cache_hit", CallRow::cache));

    private LedgerColumns() {}

    private static Column<CallRow, String> text(String name, Function<CallRow, String> value) {
        return Column.of(name, TEXT, value);
    }

    private static Instant moment(CallRow row, long later) {
        return Instant.ofEpochMilli(row.begin().beganAtMillis() + later);
    }

    private static Optional<Long> firstToken(CallRow row) {
        return Optional.of(row.firstTokenMillis()).filter(millis -> millis >= 0);
    }
}
