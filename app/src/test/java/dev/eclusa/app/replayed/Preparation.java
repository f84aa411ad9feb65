package dev.eclusa.app.replayed;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A call that was made before an exchange, and not recorded.
 *
 * @param before group and name of the exchange
 * @param key of the caller
 */
record Preparation(String before, String method, String path, String key, JsonNode body) {
    static Preparation of(JsonNode entry) {
        return new Preparation(
                entry.path("group").asString() + "/" + entry.path("before").asString(),
                entry.path("method").asString(),
                entry.path("path").asString(),
                entry.path("key").asString(Recording.MASTER),
                entry.path("body"));
    }

    /** The key it asks for, where it says which. */
    Optional<String> ownKey() {
        return body.path("key").stringValueOpt();
    }

    /** Whether what it makes is only good for a second or so, and is wanted when it no longer is. */
    boolean expires() {
        return body.path("duration").asString("").matches("[1-3]s");
    }
}
