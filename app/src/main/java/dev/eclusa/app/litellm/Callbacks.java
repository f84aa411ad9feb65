package dev.eclusa.app.litellm;

import java.util.List;
import java.util.regex.Pattern;

/** Says what becomes of callbacks. */
final class Callbacks {
    private static final List<String> KEYS =
            List.of("callbacks", "success_callback", "failure_callback", "service_callback", "service_callbacks");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    private Callbacks() {}

    static void note(Keys module) {
        for (String key : KEYS) {
            module.scalars(key)
                    .forEach(callback ->
                            module.context().notes().add(callback.place(), module.name(key), said(callback.text())));
        }
    }

    private static String said(String name) {
        String shown = NAME.matcher(name).matches() ? "'" + name + "'" : "a callback";
        return switch (name) {
            case "prometheus" -> "'prometheus': nothing to do, metrics are part of the gateway (section metrics).";
            case "otel" ->
                "'otel' is not carried: write telemetry: { enabled: true, endpoint: URL } into the converted file.";
            default ->
                shown
                        + " is not carried: every call stands in the ledger (GET /spend/logs, 'eclusa usage export') and in the log"
                        + " (log.format: json); have it read from there.";
        };
    }
}
