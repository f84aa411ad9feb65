package dev.eclusa.server.metrics;

import dev.eclusa.engine.caching.AnswerCache;
import dev.eclusa.engine.caching.CacheStats;
import dev.eclusa.engine.resilience.Breaker;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.server.metrics.Exposition.FigureType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How caches and breakers stand. */
final class States implements Collector {
    /** What the cache of answers is called. */
    static final String RESPONSES = "response_cache";

    private static final List<Label> CACHE = Label.of("type", RESPONSES);

    private final Optional<AnswerCache> cache;
    private final Standings standings;
    private final ModelNames names;

    States(Optional<AnswerCache> cache, Standings standings, ModelNames names) {
        this.cache = cache;
        this.standings = standings;
        this.names = names;
    }

    /** How the cache does; nothing where there is none. */
    CacheStats cache() {
        return cache.map(AnswerCache::stats).orElse(new CacheStats(0, 0, 0, 0, 0, 0));
    }

    /** The breakers of deployments that are no client's invention, by name. */
    Map<String, Breaker.State> breakers() {
        long now = System.nanoTime();
        Map<String, Breaker.State> states = new TreeMap<>();
        for (Standing standing : standings.deployments()) {
            if (names.isKnown(standing.provider().name(), model(standing))) {
                states.put(standing.name(), standing.breaker().state(now));
            }
        }
        return states;
    }

    private static String model(Standing standing) {
        return standing.name().substring(standing.provider().name().length() + 1);
    }

    @Override
    public void collect(Exposition into) {
        CacheStats stats = cache();
        counter(into, "cache_hits_total", "Questions answered from a cache.", stats, CacheStats::hits);
        counter(
                into,
                "cache_misses_total",
                "Questions that were not, though they might have been.",
                stats,
                CacheStats::misses);
        counter(into, "cache_evictions_total", "Answers that had to make room.", stats, CacheStats::evictions);
        into.family("cache_hit_rate", FigureType.GAUGE, "Share of questions answered from a cache, 0 to 1.")
                .sample(CACHE, stats.hitRate());
        into.family("cache_entries", FigureType.GAUGE, "Answers kept.").sample(CACHE, stats.entries());
        into.family("cache_memory_bytes", FigureType.GAUGE, "Memory that kept answers take, about.")
                .sample(CACHE, stats.bytes());
        into.family("circuit_breaker_state", FigureType.GAUGE, "Of each deployment: 0 closed, 1 half open, 2 open.");
        for (Standing standing : standings.deployments()) {
            breaker(standing, into);
        }
    }

    private void breaker(Standing standing, Exposition into) {
        String provider = standing.provider().name();
        if (names.isKnown(provider, model(standing))) {
            long state = switch (standing.breaker().state(System.nanoTime())) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            };
            into.sample(Label.of("provider", provider, "model", model(standing)), state);
        }
    }

    private static void counter(
            Exposition into, String name, String help, CacheStats stats, ToLongFunction<CacheStats> value) {
        into.family(name, FigureType.COUNTER, help).sample(CACHE, value.applyAsLong(stats));
    }
}
