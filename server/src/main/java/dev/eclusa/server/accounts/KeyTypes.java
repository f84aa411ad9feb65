package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a key is for ({@code key_type}), written as the routes it may call; names as LiteLLM has them (recorded, 1.106.2). */
final class KeyTypes {
    private static final Map<String, String> ROUTES =
            Map.of("llm_api", "llm_api_routes", "management", "management_routes", "read_only", "info_routes");

    private KeyTypes() {}

    /** Writes what a request says of it. */
    static void write(ObjectNode asked, ObjectNode document) {
        String type = Documents.text(asked, "key_type");
        if (type.isEmpty()) {
            return;
        }
        if (!type.equals("default") && !ROUTES.containsKey(type)) {
            throw Fields.Wrong.type(
                    "key_type", "enum", "Input should be 'llm_api', 'management', 'read_only' or 'default'");
        }
        document.put("key_type", type);
        document.set(
                "allowed_routes",
                type.equals("default")
                        ? JsonCodec.object().putArray("all")
                        : JsonCodec.object().putArray("some").add(ROUTES.get(type)));
    }
}
