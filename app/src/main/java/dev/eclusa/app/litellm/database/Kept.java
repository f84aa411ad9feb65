package dev.eclusa.app.litellm.database;

import dev.eclusa.core.Json;
import dev.eclusa.core.account.AccountChanges;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The accounts that our books have, and had: what is here, or was deleted here, is not taken over again. */
final class Kept {
    private static final int BATCH = 500;

    private record Name(AccountKind kind, String id) {}

    private final Map<Name, ObjectNode> documents = new HashMap<>();
    private final Map<String, Name> tokens = new HashMap<>();
    private final Set<Name> gone = new HashSet<>();

    static Kept in(Database books) throws SQLException {
        Kept kept = new Kept();
        AccountChanges all = books.accounts(0);
        for (StoredAccount account : all.kept()) {
            Name name = new Name(account.kind(), account.id());
            if (JsonCodec.tree(account.document()) instanceof ObjectNode document) {
                kept.documents.put(name, document);
                String token = Fields.text(document, "litellm_token");
                if (!token.isEmpty()) {
                    kept.tokens.put(token, name);
                }
            }
        }
        all.gone().forEach(account -> kept.gone.add(new Name(account.kind(), account.id())));
        return kept;
    }

    /** The document of an account that was taken over, under whatever id it is here. */
    Optional<ObjectNode> document(Account account) {
        Name name = new Name(account.kind(), account.id());
        return Optional.ofNullable(documents.get(name))
                .or(() -> account.kind() == AccountKind.KEY
                        ? Optional.ofNullable(tokens.get(account.id())).map(documents::get)
                        : Optional.empty());
    }

    /** Whether it was here and is deleted. */
    boolean isGone(Account account) {
        return document(account).isEmpty() && gone.contains(new Name(account.kind(), account.id()));
    }

    /** Documents of a kind, by id. */
    Map<String, ObjectNode> of(AccountKind kind) {
        Map<String, ObjectNode> found = new HashMap<>();
        documents.forEach((name, document) -> {
            if (name.kind() == kind) {
                found.put(name.id(), document);
            }
        });
        return found;
    }

    /** Keeps accounts that are new. */
    static void put(Database books, List<Account> accounts) throws SQLException {
        for (int from = 0; from < accounts.size(); from += BATCH) {
            List<StoredAccount> batch = new ArrayList<>();
            for (Account account : accounts.subList(from, Math.min(accounts.size(), from + BATCH))) {
                batch.add(stored(account));
            }
            books.putAccounts(batch);
        }
    }

    /** An account as it is kept: the one place that secrets of models and credentials pass on their way into the store. */
    private static StoredAccount stored(Account account) {
        return new StoredAccount(account.kind(), account.id(), new Json(JsonCodec.text(account.document())));
    }
}
