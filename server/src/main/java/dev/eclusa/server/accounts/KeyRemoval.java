package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /key/delete}: those of the named keys that there are; what they spent stays in the ledger.
 *
 * @param hash the id of a key that is named by itself
 */
record KeyRemoval(AccountBook book, KeyOwners owners, UnaryOperator<String> hash) {
    Answer handle(Request request) {
        Map<String, String> known = named(AccountRoute.body(request));
        known.values()
                .forEach(id -> owners.mayChange(
                        request, book.document(AccountKind.KEY, id).orElseThrow(), JsonCodec.object()));
        book.remove(AccountKind.KEY, known.values().stream().distinct().toList());
        ObjectNode answer = JsonCodec.object();
        ArrayNode deleted = answer.putArray("deleted_keys");
        known.keySet().forEach(deleted::add);
        return Answer.ok(answer);
    }

    /** The ids of the keys a request names, by the name it has for each. */
    private Map<String, String> named(ObjectNode asked) {
        Map<String, String> known = new LinkedHashMap<>();
        List<String> keys = Fields.named(asked, "keys");
        keys.forEach(name -> known.put(name, book.keyId(name, hash)));
        known.values().removeIf(id -> book.document(AccountKind.KEY, id).isEmpty());
        List<String> aliases = Fields.named(asked, "key_aliases");
        if (!aliases.isEmpty()) {
            book.documents(AccountKind.KEY).forEach((id, document) -> {
                if (aliases.contains(Documents.text(document, "key_alias"))) {
                    known.put(id, id);
                }
            });
        }
        if (keys.isEmpty() && aliases.isEmpty()) {
            throw Fields.Wrong.type("keys", "missing", "Name the keys in keys, or by key_aliases");
        }
        if (known.isEmpty()) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.NOT_FOUND, "There are no such keys; GET /key/list lists them."));
        }
        return known;
    }
}
