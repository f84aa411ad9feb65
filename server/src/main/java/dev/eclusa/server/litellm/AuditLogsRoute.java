package dev.eclusa.server.litellm;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditPage;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.store.StoredAudit;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /audit}: what was done and refused, newest first, in LiteLLM's shape; {@code /api/audit} is the chain itself. */
record AuditLogsRoute(StoredAudit audit) implements ManagementRoute {
    private static final int LARGEST_PAGE = 100;

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public Answer handle(Request request) {
        try {
            return LitellmRoute.ok(page(request));
        } catch (Unfit unfit) {
            return unfit.answer();
        }
    }

    /** Numbers rise without a gap, so that a page is found by its number. */
    private ObjectNode page(Request request) {
        int page = LitellmRoute.number(request, "page", 1, Integer.MAX_VALUE);
        int size = LitellmRoute.number(request, "page_size", 10, LARGEST_PAGE);
        List<AuditPage.Kept> newest = audit.page(Long.MAX_VALUE, 1).entries();
        long total = newest.isEmpty() ? 0 : newest.getFirst().number();
        ObjectNode answer = JsonCodec.object();
        ArrayNode logs = answer.putArray("audit_logs");
        long before = total - (page - 1L) * size + 1;
        if (before > 1) {
            audit.page(before, size).entries().forEach(kept -> logs.add(log(kept)));
        }
        return answer.put("total", total)
                .put("page", page)
                .put("page_size", size)
                .put("total_pages", Math.ceilDiv(total, size));
    }

    private static ObjectNode log(AuditPage.Kept kept) {
        AuditEntry entry = kept.entry();
        return JsonCodec.object()
                .put("id", Long.toString(kept.number()))
                .put("updated_at", Instant.ofEpochMilli(entry.atMillis()).toString())
                .put("changed_by", entry.actor())
                .put("changed_by_api_key", entry.actor())
                .put("action", entry.action())
                .putNull("table_name")
                .put("object_id", entry.detail())
                .putNull("before_value")
                .putNull("updated_values")
                .put("status", entry.status());
    }
}
