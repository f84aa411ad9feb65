package dev.eclusa.server.reports;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.UsageReport;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /ai/usage?start_date=&end_date=[&organization_id=]}: what was used, in all and by model. */
public final class UsageRoute implements ManagementRoute {
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
        try {
            return report(request, Days.of(request, clock));
        } catch (Days.Unreadable unreadable) {
            return unreadable.answer();
        }
    }

    private Answer report(Request request, Days days) {
        String organization = request.parameter("organization_id");
        Optional<String> only = organization.isEmpty() ? Optional.empty() : Optional.of(organization);
        return Answer.ok(json(ledger.usage(days.start(), days.end(), only)));
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
