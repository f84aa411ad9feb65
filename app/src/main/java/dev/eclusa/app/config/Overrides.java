package dev.eclusa.app.config;

import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.router.sharing.Stance;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Environment variables that win over the file: PORT, WORKERS, HTTP_MAX_CONNECTIONS, API_KEYS_REQUIRED, API_KEY, DATABASE_URL,
 * LITELLM_DATABASE_URL, REDIS_URL, RATE_LIMIT_REQUESTS, CACHE_MAX_MEMORY_MB, METRICS_ENABLED.
 */
final class Overrides {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_WORKERS = 1024;

    private final Map<String, String> environment;
    private final Problems problems;

    Overrides(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Configuration.Server server(Configuration.Server server) {
        return new Configuration.Server(
                server.host(),
                whole("PORT", server.port(), HIGHEST_PORT),
                whole("WORKERS", server.eventLoops(), MOST_WORKERS),
                server.drain(),
                server.manners(),
                server.origins(),
                server.limits());
    }

    Configuration.Pool pool(Configuration.Pool pool) {
        return new Configuration.Pool(
                Math.max(1, whole("HTTP_MAX_CONNECTIONS", pool.maxConnections(), Integer.MAX_VALUE)),
                pool.keepAlive(),
                pool.maxKeepalive());
    }

    Configuration.Auth auth(Configuration.Auth auth) {
        String master = auth.masterKey();
        for (String name : List.of("ECLUSA_MASTER_KEY", "LITELLM_MASTER_KEY")) {
            master = master.isEmpty() ? variable(name) : master;
        }
        List<Configuration.Auth.Key> keys = new ArrayList<>(auth.keys());
        keys.addAll(listedKeys());
        return new Configuration.Auth(
                master, flag("API_KEYS_REQUIRED", auth.required()), List.copyOf(keys), auth.master());
    }

    Configuration.Store store(Section top) {
        Section redis = top.section("redis");
        String url = variable("REDIS_URL");
        return new Configuration.Store(
                database(top.section("store")),
                redis(redis, url.isEmpty() ? redis.text("url") : url, url.isEmpty()),
                Stance.valueOf(redis.text("when_gone").toUpperCase(java.util.Locale.ROOT)));
    }

    private DatabasePlace database(Section store) {
        for (String name : List.of("DATABASE_URL", "LITELLM_DATABASE_URL")) {
            if (!variable(name).isEmpty()) {
                return database(variable(name), reason -> wrong(name, "a database URL. " + reason));
            }
        }
        return database(store.text("url"), reason -> problems.add(store.place("url"), store.path("url"), reason));
    }

    private static DatabasePlace database(String url, Consumer<String> wrong) {
        try {
            return DatabasePlace.of(url);
        } catch (IllegalArgumentException unreadable) {
            wrong.accept(String.valueOf(unreadable.getMessage()));
            return DatabasePlace.usual();
        }
    }

    private String redis(Section redis, String url, boolean written) {
        if (url.isEmpty() || RedisLink.isRedis(url)) {
            return url;
        }
        if (written) {
            problems.add(redis.place("url"), redis.path("url"), "This is a URL such as redis://127.0.0.1:6379.");
        } else {
            wrong("REDIS_URL", "a URL such as redis://127.0.0.1:6379");
        }
        return "";
    }

    /** RATE_LIMIT_REQUESTS: requests a minute of each key that has no limit of its own; 0 for none. */
    int requestsAMinute() {
        return whole("RATE_LIMIT_REQUESTS", 0, Integer.MAX_VALUE);
    }

    /** CACHE_MAX_MEMORY_MB: most memory of answers that are kept; 0 for what the file says. */
    int cacheMemoryMb() {
        return whole("CACHE_MAX_MEMORY_MB", 0, 1 << 20);
    }

    /** METRICS_ENABLED: whether there are metrics at all. */
    boolean hasMetrics() {
        return flag("METRICS_ENABLED", true);
    }

    private List<Configuration.Auth.Key> listedKeys() {
        List<Configuration.Auth.Key> keys = new ArrayList<>();
        for (String written : variable("API_KEY").split(",")) {
            if (!written.isBlank()) {
                keys.add(new Configuration.Auth.Key(
                        "API_KEY " + (keys.size() + 1), written.strip(), List.of(), Allowance.UNLIMITED));
            }
        }
        return keys;
    }

    private int whole(String name, int otherwise, int most) {
        String written = variable(name);
        if (written.isEmpty()) {
            return otherwise;
        }
        Optional<Integer> number = Written.whole(written).filter(found -> found >= 0 && found <= most);
        if (number.isEmpty()) {
            wrong(name, "a whole number from 0 to " + most);
        }
        return number.orElse(otherwise);
    }

    private boolean flag(String name, boolean otherwise) {
        return switch (variable(name).toLowerCase(java.util.Locale.ROOT)) {
            case "" -> otherwise;
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> {
                wrong(name, "true or false");
                yield otherwise;
            }
        };
    }

    private void wrong(String name, String wanted) {
        problems.add(Located.Place.START, name, "The environment variable " + name + " must be " + wanted + ".");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
