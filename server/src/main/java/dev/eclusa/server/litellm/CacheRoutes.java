package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code /cache/*}: there is no cache of answers yet, which is what they say. */
final class CacheRoutes {
    private static final String NONE = "There is no cache of answers in this gateway yet.";

    private CacheRoutes() {}

    static Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/cache/ping", unavailable(Access.VIEWER, "GET", "cache_ping_error", "cache_ping"));
        table.put("/cache/redis/info", unavailable(Access.VIEWER, "GET", "cache_error", "cache"));
        table.put("/cache/flushall", unavailable(Access.ADMIN, "POST", "cache_error", "cache"));
        table.put("/cache/delete", unavailable(Access.ADMIN, "POST", "cache_error", "cache"));
        table.put("/cache/settings", new LitellmRoute(Access.ADMIN, Set.of("GET", "POST"), request -> {
            if (request.method().equals("POST")) {
                throw Unfit.unsupported(NONE);
            }
            return LitellmRoute.ok(settings());
        }));
        return table;
    }

    private static ManagementRoute unavailable(Access access, String method, String type, String param) {
        return new LitellmRoute(
                access, Set.of(method), request -> new Answer(503, ErrorJson.of(NONE, type, param, "503")));
    }

    private static ObjectNode settings() {
        ObjectNode answer = JsonCodec.object();
        answer.putArray("fields");
        answer.putObject("current_values");
        answer.putObject("redis_type_descriptions");
        return answer;
    }
}
