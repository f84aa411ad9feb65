package dev.eclusa.server.accounts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys by the hash that LiteLLM knows them by, SHA-256 in hexadecimal: tools keep that hash. A key that was taken over and
 * not used since has it for its id, because nobody knows the key itself yet.
 */
final class KnownTokens {
    /** The field of a key's document. */
    static final String FIELD = "litellm_token";

    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Set<String> unused = ConcurrentHashMap.newKeySet();

    void enter(String id, ObjectNode key) {
        String token = Documents.text(key, FIELD);
        if (!token.isEmpty()) {
            ids.put(token, id);
        }
        if (token.equals(id)) {
            unused.add(id);
        }
    }

    void leave(String id) {
        unused.remove(id);
        ids.values().removeIf(id::equals);
    }

    /** The id of the key that LiteLLM knows by a hash. */
    Optional<String> id(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    /** Whether a key with this hash was taken over, and not used since. */
    boolean isUnused(String token) {
        return unused.contains(token);
    }

    /** Whether there is any such key. */
    boolean anyUnused() {
        return !unused.isEmpty();
    }
}
