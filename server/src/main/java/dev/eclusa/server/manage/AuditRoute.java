package dev.eclusa.server.manage;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditPage;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.StoredAudit;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/audit?limit=&before=}: what was done and refused, newest first. */
public record AuditRoute(StoredAudit audit) implements ManagementRoute {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public Answer handle(Request request) {
        try {
            String before = request.parameter("before");
            String wanted = request.parameter("limit");
            int limit = wanted.isEmpty() ? USUAL : Math.clamp(Integer.parseInt(wanted), 1, MOST);
            AuditPage page = audit.page(before.isEmpty() ? Long.MAX_VALUE : Long.parseLong(before), limit);
            return Answer.ok(json(page.entries(), limit));
        } catch (NumberFormatException malformed) {
            return Answer.error(400, "'limit' and 'before' are whole numbers.", "limit");
        }
    }

    private static ObjectNode json(List<AuditPage.Kept> entries, int limit) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("entries");
        entries.forEach(kept -> json(kept, list.addObject()));
        if (entries.size() == limit) {
            answer.put("next", entries.getLast().number());
        } else {
            answer.putNull("next");
        }
        return answer;
    }

    private static void json(AuditPage.Kept kept, ObjectNode into) {
        AuditEntry entry = kept.entry();
        into.put("number", kept.number())
                .put("timestamp", Instant.ofEpochMilli(entry.atMillis()).toString())
                .put("actor", entry.actor())
                .put("address", entry.address())
                .put("action", entry.action())
                .put("status", entry.status())
                .put("detail", entry.detail())
                .put("hash", kept.hash());
    }
}
