package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import tools.jackson.databind.node.ObjectNode;

/** A request that cannot be answered, and what is said of it. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Unfit(Answer answer) {
        super("unfit request", null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** The caller's mistake. */
    static Unfit of(int status, String message, String param) {
        return new Unfit(Answer.error(status, message, param));
    }

    /** There is nothing of that name. */
    static Unfit missing(String message, String param) {
        return new Unfit(new Answer(404, ErrorJson.of(message, "invalid_request_error", param, "not_found")));
    }

    /** What this gateway does not do; says what to do instead. */
    static Unfit unsupported(String message) {
        return new Unfit(new Answer(501, ErrorJson.of(message, "not_implemented_error", "", "not_implemented")));
    }

    /** A field that must be there, told as LiteLLM's users know it (recorded: 422 with {@code detail}). */
    static Unfit required(String where, String field) {
        ObjectNode document = JsonCodec.object();
        ObjectNode detail = document.putArray("detail").addObject().put("type", "missing");
        detail.putArray("loc").add(where).add(field);
        detail.put("msg", "Field required");
        return new Unfit(new Answer(422, JsonCodec.text(document)));
    }
}
