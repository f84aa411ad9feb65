package dev.eclusa.app.litellm;

import java.util.Optional;

/** Carries {@code litellm_settings.cache} and {@code cache_params}. */
final class CacheSection {
    private final Keys module;

    CacheSection(Keys module) {
        this.module = module;
    }

    /** Writes the section {@code cache}; says where the cache's Redis is. */
    Optional<RedisReader.Address> write(Page file) {
        Optional<Boolean> on = module.flag("cache");
        Keys params = module.keys("cache_params");
        if (!on.orElse(false)) {
            if (module.has("cache_params")) {
                module.note("cache_params", "has no effect without 'cache: true', here as in LiteLLM.");
            }
            return Optional.empty();
        }
        Page cache = file.page("cache");
        String type = params.now("type").orElse("local");
        kind(cache, type, params);
        Optional<RedisReader.Address> redis =
                type.startsWith("redis") ? new RedisReader(params, "").read() : Optional.empty();
        Optional<RedisReader.Address> known = type.startsWith("redis") && redis.isEmpty()
                ? RedisReader.ofVariables(module.context().environment(), module.place("cache"))
                : redis;
        params.rest();
        return known;
    }

    private void kind(Page cache, String type, Keys params) {
        Page exact = cache.page("exact");
        exact.plain("enabled", "true", module.place("cache"));
        params.seconds("ttl").ifPresent(ttl -> exact.plain("ttl", ttl, params.place("ttl")));
        switch (type) {
            case "local" -> {}
            case "redis" ->
                params.note(
                        "type",
                        "each gateway keeps answers in its own memory; Redis shares limits and budgets, and no answers yet.");
            case "disk" ->
                params.now("disk_cache_dir")
                        .ifPresent(path -> cache.page("disk").text("path", path, params.place("disk_cache_dir")));
            case "redis-semantic", "qdrant-semantic" -> semantic(cache, params);
            default ->
                params.note(
                        "type",
                        "only local, redis, disk and the semantic ones are carried: answers are kept in memory and on"
                                + " disk instead.");
        }
    }

    private static void semantic(Page cache, Keys params) {
        Page semantic = cache.page("semantic").plain("enabled", "true", params.place("type"));
        params.number("similarity_threshold")
                .ifPresent(least ->
                        semantic.plain("threshold", least.toPlainString(), params.place("similarity_threshold")));
    }
}
