package dev.eclusa.app.config;

import static dev.eclusa.app.config.Key.decimal;
import static dev.eclusa.app.config.Key.flag;
import static dev.eclusa.app.config.Key.group;
import static dev.eclusa.app.config.Key.span;
import static dev.eclusa.app.config.Key.text;
import static dev.eclusa.app.config.Key.whole;

/** The section {@code cache}. */
final class CacheKeys {
    private static final int ANY = Integer.MAX_VALUE;

    private CacheKeys() {}

    static Key section() {
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
                                whole("max_mb", 1024, 1, ANY, "Most disk, MiB."))
                        .inLaterVersion(),
                group(
                                "semantic",
                                "A request that means the same.",
                                flag("enabled", false, "Whether it counts as a hit."),
                                decimal("threshold", "0.90", "Least similarity, 0 to 1."))
                        .inLaterVersion(),
                group(
                                "summary",
                                "Summaries of conversations.",
                                whole("max_memory_mb", 50, 1, ANY, "Most memory, MiB."),
                                Key.count("max_entries", "Most entries."),
                                span("ttl", "1h", "For how long."))
                        .inLaterVersion(),
                group(
                                "warming",
                                "Renewal before entries expire.",
                                span("interval", "300s", "How often."),
                                flag("preload_popular", true, "Whether the hottest are loaded at start."),
                                whole("preload_threshold", 10, 1, ANY, "Uses that make an entry worth it."),
                                decimal("spend_cap", "1.00", "Most USD an interval."))
                        .inLaterVersion(),
                flag("compression", true, "Whether larger entries are compressed.")
                        .inLaterVersion(),
                text("encryption_key", "", "Key of entries on disk and in Redis.")
                        .inLaterVersion());
    }
}
