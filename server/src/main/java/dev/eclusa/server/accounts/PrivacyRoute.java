package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.CallJson;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.store.CallPage;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.LedgerStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/privacy/{user}/export}: everything that is kept of a user. {@code DELETE /api/privacy/{user}}: the user and
 * the user's keys are gone, and the ledger's rows belong to a made-up name; what was spent stays.
 */
public record PrivacyRoute(AccountBook book, LedgerStore ledger) implements ManagementRoute {
    private static final String PATH = "/api/privacy/";
    private static final String EXPORT = "/export";
    private static final int PAGE = 1000;

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "DELETE");
    }

    @Override
    public Answer handle(Request request) {
        String below;
        try {
            below = URLDecoder.decode(request.below(PATH), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return Answer.error(400, "The user in the path is not percent-encoded as it should be.", "user");
        }
        boolean exporting = below.endsWith(EXPORT);
        String user = exporting ? below.substring(0, below.length() - EXPORT.length()) : below;
        if (user.isEmpty() || request.method().equals("GET") != exporting) {
            return Answer.error(404, "GET /api/privacy/USER/export exports, DELETE /api/privacy/USER deletes.", "user");
        }
        return exporting ? export(user) : delete(user);
    }

    private List<Map.Entry<String, ObjectNode>> keys(String user) {
        return book.documents(AccountKind.KEY).entrySet().stream()
                .filter(entry -> Documents.text(entry.getValue(), "user_id").equals(user))
                .toList();
    }

    private Answer export(String user) {
        ObjectNode answer = JsonCodec.object();
        answer.put("user_id", user);
        book.document(AccountKind.USER, user)
                .ifPresentOrElse(document -> answer.set("user", document), () -> answer.putNull("user"));
        ArrayNode keys = answer.putArray("keys");
        keys(user).forEach(entry -> keys.add(entry.getValue()));
        ArrayNode calls = answer.putArray("calls");
        CallQuery query = new CallQuery("", "", user, 0, Long.MAX_VALUE, PAGE);
        while (true) {
            CallPage page = ledger.page(query);
            for (CallRow row : page.calls()) {
                calls.add(CallJson.of(row));
            }
            if (page.next().isEmpty()) {
                return Answer.ok(answer);
            }
            query = query.before(page.next().getAsLong());
        }
    }

    private Answer delete(String user) {
        List<String> keys = keys(user).stream().map(Map.Entry::getKey).toList();
        book.remove(AccountKind.KEY, keys);
        book.remove(AccountKind.USER, List.of(user));
        book.remove(AccountKind.TAG, List.of(AccountKind.CUSTOMER + user));
        int rows = ledger.anonymise(user, "anonymous-" + UUID.randomUUID());
        return Answer.ok(JsonCodec.object()
                .put("user_id", user)
                .put("deleted_keys", keys.size())
                .put("anonymised_calls", rows));
    }
}
