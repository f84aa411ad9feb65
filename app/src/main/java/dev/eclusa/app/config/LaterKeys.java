package dev.eclusa.app.config;

import static dev.eclusa.app.config.Key.anything;
import static dev.eclusa.app.config.Key.decimal;
import static dev.eclusa.app.config.Key.flag;
import static dev.eclusa.app.config.Key.group;
import static dev.eclusa.app.config.Key.span;
import static dev.eclusa.app.config.Key.text;
import static dev.eclusa.app.config.Key.whole;

import java.util.List;
import java.util.stream.Stream;

/** Sections of features that are not in this version: checked, kept as written, and named in a notice. */
final class LaterKeys {
    private static final int ANY = Integer.MAX_VALUE;

    static final List<Key> SECTIONS = Stream.of(
                    cache(),
                    group(
                            "memory",
                            "When caches are shed.",
                            whole("act_percent", 85, 1, 100, "Use of the heap that sheds caches."),
                            whole("gc_percent", 80, 1, 100, "Use of the heap that asks for a collection."),
                            whole("emergency_mb", 1536, 1, ANY, "Heap that is an emergency, MiB."),
                            span("check", "30s", "How often it is looked at."),
                            span("cleanup", "300s", "How often caches are tidied."),
                            flag("leak_detection", true, "Whether a growing live heap is reported.")),
                    group(
                            "condense",
                            "Shortening of long conversations.",
                            flag("enabled", false, "Whether it happens by itself."),
                            whole("truncation_threshold", 8000, 1, ANY, "Tokens from which it happens."),
                            whole("summary_max_tokens", 512, 1, ANY, "Most tokens of a summary.")),
                    group(
                            "telemetry",
                            "OpenTelemetry traces.",
                            flag("enabled", false, "Whether they are sent."),
                            text("service_name", "eclusa", "How traces name this gateway."),
                            text("endpoint", "http://localhost:4318", "The collector, OTLP over HTTP.")),
                    anything("alerts", "Alert rules and channels."),
                    anything("chaos", "Fault experiments."),
                    anything("knowledge", "Document collections."),
                    anything("reports", "Regular reports."))
            .map(Key::inLaterVersion)
            .toList();

    private LaterKeys() {}

    private static Key cache() {
        return group(
                "cache",
                "Answers kept for repetition.",
                group(
                        "exact",
                        "The same request again.",
                        flag("enabled", false, "Whether answers are kept."),
                        span("ttl", "30m", "For how long."),
                        whole("max_memory_mb", 256, 1, ANY, "Most memory, MiB."),
                        Key.count("max_entries", "Most entries.")),
                group(
                        "disk",
                        "The tier that survives a restart.",
                        text("path", "cache", "Directory, relative to the data directory."),
                        whole("max_mb", 1024, 1, ANY, "Most disk, MiB.")),
                group(
                        "semantic",
                        "A request that means the same.",
                        flag("enabled", false, "Whether it counts as a hit."),
                        decimal("threshold", "0.90", "Least similarity, 0 to 1.")),
                group(
                        "summary",
                        "Summaries of conversations.",
                        whole("max_memory_mb", 50, 1, ANY, "Most memory, MiB."),
                        Key.count("max_entries", "Most entries."),
                        span("ttl", "1h", "For how long.")),
                group(
                        "warming",
                        "Renewal before entries expire.",
                        span("interval", "300s", "How often."),
                        flag("preload_popular", true, "Whether the hottest are loaded at start."),
                        whole("preload_threshold", 10, 1, ANY, "Uses that make an entry worth it."),
                        decimal("spend_cap", "1.00", "Most USD an interval.")),
                flag("compression", true, "Whether larger entries are compressed."),
                text("encryption_key", "", "Key of entries on disk and in Redis."));
    }
}
