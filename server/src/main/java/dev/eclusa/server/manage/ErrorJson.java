package dev.eclusa.server.manage;

import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAI error envelope. */
public final class ErrorJson {
    private ErrorJson() {}

    /** The envelope as JSON; an empty param or code is null. */
    public static String of(String message, String type, String param, String code) {
        ObjectNode error = JsonCodec.object();
        error.put("message", message);
        error.put("type", type);
        put(error, "param", param);
        put(error, "code", code);
        ObjectNode envelope = JsonCodec.object();
        envelope.set("error", error);
        return JsonCodec.text(envelope);
    }

    private static void put(ObjectNode error, String name, String value) {
        if (value.isEmpty()) {
            error.putNull(name);
        } else {
            error.put(name, value);
        }
    }
}
