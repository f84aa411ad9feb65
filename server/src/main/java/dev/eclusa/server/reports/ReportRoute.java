package dev.eclusa.server.reports;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.OwnUse;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.LedgerStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A route that reports on some days, to others than viewers on their own use only. */
record ReportRoute(Access access, LedgerStore ledger, InstantSource clock, Reading dates, Report report)
        implements ManagementRoute {
    /** Makes something of the sums of some days. */
    interface Report {
        JsonNode of(Request request, List<DailyUse> days);

        /** Which sums are wanted; all, unless it says otherwise. */
        default DailyQuery query(Request request, Days days) {
            return OwnUse.query(request, days.start(), days.end());
        }
    }

    /** How the days are read from a request. */
    interface Reading {
        Days of(Request request, InstantSource clock);
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Answer handle(Request request) {
        try {
            DailyQuery query = report.query(request, dates.of(request, clock));
            return Answer.ok(JsonCodec.text(report.of(request, ledger.daily(query))));
        } catch (Days.Unreadable unreadable) {
            return unreadable.answer();
        }
    }
}
