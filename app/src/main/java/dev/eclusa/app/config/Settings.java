package dev.eclusa.app.config;

import dev.eclusa.engine.caching.CacheSettings;
import dev.eclusa.engine.resilience.BreakerSettings;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.router.Manners;
import dev.eclusa.server.metrics.ExtraLabels;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the sections that concern the gateway itself. */
final class Settings {
    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;

    private final Problems problems;

    Settings(Problems problems) {
        this.problems = problems;
    }

    static Configuration.Server server(Section section) {
        return new Configuration.Server(
                section.text("host"),
                section.whole("port"),
                section.whole("event_loops"),
                section.span("drain"),
                new Manners(section.flag("restamp_model"), section.flag("litellm")),
                section.section("cors").texts("origins"),
                limits(section.section("limits"))
                        .sized(section.whole("max_body_mb") * MEBIBYTE, section.whole("max_header_kb") * KIBIBYTE));
    }

    private static Limits limits(Section section) {
        return new Limits(
                0,
                0,
                section.whole("json_depth"),
                section.whole("event_mb") * MEBIBYTE,
                section.whole("answer_mb") * MEBIBYTE,
                section.whole("error_body_kb") * KIBIBYTE,
                pace(section),
                section.whole("connections"),
                section.whole("streams"));
    }

    private static Limits.Pace pace(Section section) {
        return new Limits.Pace(
                section.span("header_read"),
                section.span("body_gap"),
                section.whole("body_floor"),
                section.span("body_floor_after"),
                section.span("tls_handshake"),
                section.span("slow_client"));
    }

    Configuration.Auth auth(Section section) {
        return new Configuration.Auth(
                section.text("master_key"),
                section.flag("required"),
                section.list("keys").stream().map(this::key).toList(),
                new Allowances(problems).read(section.section("master")));
    }

    private Configuration.Auth.Key key(Section section) {
        if (!section.has("key")) {
            problems.add(section.place("key"), section.path("key"), "A caller's key must not be empty.");
        }
        return new Configuration.Auth.Key(
                section.text("name"),
                section.text("key"),
                section.texts("models"),
                new Allowances(problems).read(section));
    }

    static Configuration.Resilience resilience(Section section) {
        Section retry = section.section("retry");
        return new Configuration.Resilience(
                breaker(section.section("breaker")),
                new RetryPolicy(retry.whole("max_attempts"), retry.span("base_delay"), retry.span("max_delay")),
                retry.decimal("budget"),
                timeouts(section.section("timeouts")));
    }

    /** How answers are kept, where they are. */
    static Optional<CacheSettings> cache(Section section, int memoryMb) {
        Section exact = section.section("exact");
        if (!exact.flag("enabled")) {
            return Optional.empty();
        }
        long most = memoryMb > 0 ? memoryMb : exact.whole("max_memory_mb");
        return Optional.of(new CacheSettings(exact.span("ttl"), most << 20, exact.count("max_entries")));
    }

    private static BreakerSettings breaker(Section section) {
        return new BreakerSettings(
                section.whole("failure_threshold"),
                section.decimal("error_rate").doubleValue(),
                section.whole("minimum_calls"),
                section.span("recovery_timeout"),
                section.whole("half_open_max_calls"),
                section.whole("success_threshold"),
                section.flag("adaptive"));
    }

    private static Timeouts timeouts(Section section) {
        return new Timeouts(
                section.span("connect"),
                section.span("first_token"),
                section.span("between_chunks"),
                section.span("total"));
    }

    /** Time-outs of a provider or deployment; what they leave out is another's. */
    static Timeouts timeouts(Section section, Timeouts otherwise) {
        return new Timeouts(
                section.span("connect", otherwise.connect()),
                section.span("first_token", otherwise.firstToken()),
                section.span("between_chunks", otherwise.betweenChunks()),
                section.span("total", otherwise.total()));
    }

    static Configuration.Pool pool(Section section) {
        return new Configuration.Pool(
                section.whole("max_connections"), section.span("keepalive"), section.whole("max_keepalive"));
    }

    static Configuration.LedgerUse ledger(Section section) {
        return new Configuration.LedgerUse(
                section.text("on_full").equals("serve"), section.span("fsync"), section.span("retention"));
    }

    static Configuration.Log log(Section section) {
        return new Configuration.Log(
                section.text("level"), section.text("format"), section.text("file"), section.text("audit"));
    }

    Configuration.Metrics metrics(Section section, boolean enabled) {
        List<String> labels = section.texts("labels");
        Set<String> names = new HashSet<>();
        for (String label : labels) {
            if (!ExtraLabels.isOne(label) || !names.add(ExtraLabels.name(label))) {
                problems.add(
                        section.place("labels"),
                        section.path("labels"),
                        "A label is team, organization, key or tag:NAME, each once.");
            }
        }
        return new Configuration.Metrics(enabled, section.flag("public"), section.flag("litellm"), labels);
    }
}
