package dev.eclusa.server.manage;

import dev.eclusa.protocol.json.JsonCodec;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /health}: is the gateway well, and in what state. Providers that fail never make it unhealthy. */
public final class HealthRoute implements ManagementRoute {
    private final InstantSource clock;
    private final long startedSeconds;
    private final String version;
    private final String transport;
    private final int providers;
    private final IntSupplier active;

    /** Reports for a gateway started now. */
    public HealthRoute(InstantSource clock, String version, String transport, int providers, IntSupplier active) {
        this.clock = clock;
        this.startedSeconds = clock.instant().getEpochSecond();
        this.version = version;
        this.transport = transport;
        this.providers = providers;
        this.active = active;
    }

    @Override
    public Access access() {
        return Access.PUBLIC;
    }

    @Override
    public Answer handle(Request request) {
        return Answer.ok(health());
    }

    /** How it is. */
    public ObjectNode health() {
        long now = clock.instant().getEpochSecond();
        ObjectNode health = JsonCodec.object();
        health.put("status", "healthy");
        health.put("timestamp", now);
        health.put("version", version);
        health.put("uptime", now - startedSeconds);
        health.put("transport", transport);
        health.put("active_requests", active.getAsInt());
        ObjectNode checks = JsonCodec.object();
        checks.set("providers", providers());
        checks.set("memory", memory());
        health.set("checks", checks);
        return health;
    }

    private ObjectNode providers() {
        ObjectNode check = JsonCodec.object();
        check.put("status", providers > 0 ? "healthy" : "degraded");
        check.put("total", providers);
        check.put("enabled", providers);
        return check;
    }

    private static ObjectNode memory() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        long percent = used * 100 / runtime.maxMemory();
        ObjectNode check = JsonCodec.object();
        check.put("status", percent < 85 ? "healthy" : "degraded");
        check.put("usage_percent", percent);
        check.put("used_mb", used >> 20);
        check.put("available_mb", (runtime.maxMemory() - used) >> 20);
        return check;
    }
}
