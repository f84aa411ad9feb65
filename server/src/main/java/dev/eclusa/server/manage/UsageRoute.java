package dev.eclusa.server.manage;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.UsageReport;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /ai/usage?start_date=&end_date=[&organization_id=]}: what was used, in all and by model. */
public final class UsageRoute implements ManagementRoute {
    private static final int USUAL_DAYS = 30;

    private final LedgerStore ledger;
    private final InstantSource clock;

    /** Reports from a ledger; without dates, of the last thirty days. */
    public UsageRoute(LedgerStore ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Access access() {
        return Access.VIEWER;
    }

    @Override
    public Answer handle(Request request) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate start;
        LocalDate end;
        try {
            start = date(request.parameter("start_date"), today.minusDays(USUAL_DAYS));
            end = date(request.parameter("end_date"), today);
        } catch (DateTimeException malformed) {
            return Answer.error(400, "Dates are written as 2026-11-21.", "start_date");
        }
        if (end.isBefore(start)) {
            return Answer.error(400, "The end_date lies before the start_date.", "end_date");
        }
        String organization = request.parameter("organization_id");
        Optional<String> only = organization.isEmpty() ? Optional.empty() : Optional.of(organization);
        return Answer.ok(json(ledger.usage(start, end, only)));
    }

    private static LocalDate date(String text, LocalDate otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    }

    private static String json(UsageReport report) {
        ObjectNode node = JsonCodec.object();
        report.organization()
                .ifPresentOrElse(name -> node.put("organization_id", name), () -> node.putNull("organization_id"));
        UsageReport.Sum summary = report.summary();
        ObjectNode sums = node.putObject("summary");
        sums.put("total_cost", summary.cost().dollars());
        sums.put("total_tokens", summary.tokens());
        sums.put("total_requests", summary.requests());
        ObjectNode byModel = node.putObject("by_model");
        report.byModel().forEach((name, sum) -> {
            ObjectNode entry = byModel.putObject(name);
            entry.put("requests", sum.requests());
            entry.put("tokens", sum.tokens());
            entry.put("cost", sum.cost().dollars());
        });
        return JsonCodec.text(node);
    }
}
