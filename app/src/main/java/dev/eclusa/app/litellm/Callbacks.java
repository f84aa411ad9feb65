package dev.eclusa.app.litellm;

import java.util.List;
import java.util.regex.Pattern;

/** Carries the callback that is carried, and says what becomes of the others. */
final class Callbacks {
    private static final List<String> KEYS =
            List.of("callbacks", "success_callback", "failure_callback", "service_callback", "service_callbacks");
    private static final String PROMETHEUS = "prometheus";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

    private Callbacks() {}

    /** Writes the section {@code metrics}. */
    static void write(Keys module, Page metrics) {
        for (String key : KEYS) {
            module.scalars(key).forEach(callback -> {
                if (callback.text().equals(PROMETHEUS)) {
                    metrics.plain("litellm", "true", callback.place());
                } else {
                    module.context().notes().add(callback.place(), module.name(key), said(callback.text()));
                }
            });
        }
        if (module.flag("require_auth_for_metrics_endpoint")
                .filter(required -> !required)
                .isPresent()) {
            metrics.plain("public", "true", module.place("require_auth_for_metrics_endpoint"));
        }
    }

    private static String said(String name) {
        String shown = NAME.matcher(name).matches() ? "'" + name + "'" : "a callback";
        return switch (name) {
            case "otel" ->
                "'otel' is not carried: write telemetry: { enabled: true, endpoint: URL } into the converted file.";
            default ->
                shown
                        + " is not carried: every call stands in the ledger (GET /spend/logs, 'eclusa usage export') and in the log"
                        + " (log.format: json); have it read from there.";
        };
    }
}
