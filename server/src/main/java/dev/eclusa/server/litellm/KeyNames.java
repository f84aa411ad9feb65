package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of keys, by the names the ledger has for them. */
final class KeyNames {
    private final Map<String, ObjectNode> keys = new HashMap<>();
    private final Map<String, ObjectNode> users;

    /** As the book has them now. */
    KeyNames(AccountBook book) {
        book.documents(AccountKind.KEY)
                .forEach((id, document) -> keys.put(book.ledgerName(id), document.put("token", id)));
        users = book.documents(AccountKind.USER);
    }

    /** A field of a key; null where there is none. */
    JsonNode field(String key, String name) {
        JsonNode value = keys.getOrDefault(key, JsonCodec.object()).path(name);
        return value.isMissingNode() ? JsonCodec.object().nullNode() : value;
    }

    /** What daily activity tells of a key. */
    ObjectNode metadata(String key) {
        ObjectNode metadata = JsonCodec.object();
        metadata.set("key_alias", field(key, "key_alias"));
        metadata.set("team_id", field(key, "team_id"));
        metadata.set("user_id", field(key, "user_id"));
        String user = field(key, "user_id").asString("");
        JsonNode email = users.getOrDefault(user, JsonCodec.object()).path("user_email");
        metadata.set("user_email", email.isMissingNode() ? metadata.nullNode() : email);
        return metadata.put("key_exists", keys.containsKey(key));
    }
}
