package dev.eclusa.app.config;

import static dev.eclusa.app.config.Key.anything;
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
}
