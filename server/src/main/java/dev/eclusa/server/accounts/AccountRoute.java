package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A route of the accounts: who may call it, by which methods, and what answers. */
record AccountRoute(Access access, Set<String> methods, Function<Request, Answer> handler) implements ManagementRoute {
    @Override
    public Answer handle(Request request) {
        try {
            return handler.apply(request);
        } catch (Fields.Wrong wrong) {
            return wrong.answer();
        }
    }

    /** The body as an object; without a body an empty one. */
    static ObjectNode body(Request request) {
        return request.body().length == 0 ? JsonCodec.object() : request.json();
    }
}
