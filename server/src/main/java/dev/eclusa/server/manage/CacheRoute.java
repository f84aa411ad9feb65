package dev.eclusa.server.manage;

import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.caching.CacheStats;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code DELETE /api/cache} forgets answers, all or those of a namespace or model; {@code GET /api/cache/stats} tells how the
 * cache does, {@code GET /api/cache/keys} what is in it: whose, of which model, how old, never what was asked or answered.
 */
public final class CacheRoute implements ManagementRoute {
    private static final double MEGABYTE = 1 << 20;
    private static final int MOST = 1000;

    private final Optional<AnswerCache> cache;

    /** Tells of a cache, or that there is none. */
    public CacheRoute(Optional<AnswerCache> cache) {
        this.cache = cache;
    }

    @Override
    public Access access() {
        return Access.VIEWER;
    }

    @Override
    public Access access(String method) {
        return method.equals("DELETE") ? Access.OPERATOR : Access.VIEWER;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "DELETE");
    }

    @Override
    public Answer handle(Request request) {
        return switch (request.path()) {
            case "/api/cache" -> request.method().equals("DELETE") ? forget(request) : stats();
            case "/api/cache/keys" -> keys();
            default -> stats();
        };
    }

    private Answer forget(Request request) {
        int gone =
                cache.map(known -> known.forget(key -> isMeant(key, request))).orElse(0);
        return Answer.ok(JsonCodec.object().put("deleted", gone));
    }

    private static boolean isMeant(CacheKey key, Request request) {
        Map<String, String> query = request.query();
        return (!query.containsKey("namespace") || key.namespace().equals(query.get("namespace")))
                && (!query.containsKey("model") || key.model().equals(query.get("model")));
    }

    private Answer stats() {
        CacheStats stats = cache.map(AnswerCache::stats).orElse(new CacheStats(0, 0, 0, 0, 0, 0));
        return Answer.ok(JsonCodec.object()
                .put("enabled", cache.isPresent())
                .put("entries", stats.entries())
                .put("hit_rate", stats.hitRate())
                .put("hits", stats.hits())
                .put("misses", stats.misses())
                .put("joined", stats.joined())
                .put("memory_mb", stats.bytes() / MEGABYTE)
                .put("evictions", stats.evictions()));
    }

    private Answer keys() {
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("keys");
        Map<CacheKey, KnownAnswer> kept = cache.map(AnswerCache::kept).orElse(Map.of());
        long now = System.nanoTime();
        kept.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> now - entry.getValue().keptNanos()))
                .limit(MOST)
                .forEach(entry -> list.add(told(entry.getKey(), entry.getValue(), now)));
        return Answer.ok(answer.put("count", kept.size()));
    }

    private static ObjectNode told(CacheKey key, KnownAnswer answer, long now) {
        return JsonCodec.object()
                .put("key", key.text())
                .put("organization_id", key.tenant())
                .put("namespace", key.namespace())
                .put("model", key.model())
                .put("provider", answer.origin().provider())
                .put("bytes", answer.body().length)
                .put("age_seconds", (now - answer.keptNanos()) / 1_000_000_000L)
                .put("ttl_seconds", answer.lives().toSeconds());
    }
}
