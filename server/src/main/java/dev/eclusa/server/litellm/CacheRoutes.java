package dev.eclusa.server.litellm;

import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /cache/*} in LiteLLM's shapes: of the answers in memory, or that none are kept. */
final class CacheRoutes {
    private static final String NONE =
            "No answers are kept: litellm_settings.cache, or cache.exact.enabled, is not set in the configuration file.";
    private static final String IN_FILE =
            "How answers are kept is said in the configuration file: change it there and start the gateway anew.";

    private final Optional<AnswerCache> cache;

    CacheRoutes(Optional<AnswerCache> cache) {
        this.cache = cache;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put(
                "/cache/ping",
                new LitellmRoute(
                        Access.VIEWER,
                        Set.of("GET"),
                        request -> cache.map(CacheRoutes::ping)
                                .orElseGet(() -> unavailable("cache_ping_error", "cache_ping", NONE))));
        table.put(
                "/cache/redis/info",
                new LitellmRoute(
                        Access.VIEWER,
                        Set.of("GET"),
                        request -> unavailable(
                                "cache_error", "cache", "Answers are kept in memory here, none of them in Redis.")));
        table.put("/cache/flushall", changing(known -> known.forget(key -> true)));
        table.put("/cache/delete", new LitellmRoute(Access.ADMIN, Set.of("POST"), this::delete));
        table.put("/cache/settings", new LitellmRoute(Access.ADMIN, Set.of("GET", "POST"), request -> {
            if (request.method().equals("POST")) {
                throw Unfit.unsupported(IN_FILE);
            }
            return LitellmRoute.ok(settings());
        }));
        return table;
    }

    private ManagementRoute changing(java.util.function.ToIntFunction<AnswerCache> change) {
        return new LitellmRoute(
                Access.ADMIN,
                Set.of("POST"),
                request -> cache.map(known -> deleted(change.applyAsInt(known)))
                        .orElseGet(() -> unavailable("cache_error", "cache", NONE)));
    }

    /** Those of {@code keys}, which are what {@code x-litellm-cache-key} says. */
    private Answer delete(Request request) {
        JsonNode keys = LitellmRoute.body(request).path("keys");
        if (!keys.isArray()) {
            throw Unfit.required("body", "keys");
        }
        Set<String> meant = keys.valueStream().map(key -> key.asString("")).collect(Collectors.toSet());
        return cache.map(known -> deleted(known.forget(key -> meant.contains(key.text()))))
                .orElseGet(() -> unavailable("cache_error", "cache", NONE));
    }

    private static Answer deleted(int count) {
        return LitellmRoute.ok(JsonCodec.object().put("status", "success").put("deleted", count));
    }

    private static Answer ping(AnswerCache cache) {
        ObjectNode params = JsonCodec.object()
                .put("type", "local")
                .put("ttl", cache.settings().lives().toSeconds())
                .put("mode", "default_on");
        return LitellmRoute.ok(JsonCodec.object()
                .put("status", "healthy")
                .put("cache_type", "local")
                .putNull("ping_response")
                .putNull("set_cache_response")
                .put("litellm_cache_params", JsonCodec.text(params))
                .putNull("health_check_cache_params"));
    }

    private static Answer unavailable(String type, String param, String message) {
        return new Answer(503, ErrorJson.of(message, type, param, "503"));
    }

    private static ObjectNode settings() {
        ObjectNode answer = JsonCodec.object();
        answer.putArray("fields");
        answer.putObject("current_values");
        answer.putObject("redis_type_descriptions");
        return answer;
    }
}
